package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.Plans.SECOND;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.coordinator.report.SimulatedRun.Target;
import dev.spate.measure.RequestDelta;
import dev.spate.plan.Assignment;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The events of a run whose workers die, stand still, are cut off, come and go, and whose lanes
/// are dealt anew each time: by a coordinator that notices a loss after three seconds of silence. A
/// pure function of its settings; its [ShiftingTruth] is what the report is held against.
final class ShiftingRun {
  private static final long NOTICE_NS = 3 * SECOND;

  private final Plan plan;
  private final int starters;
  private final boolean rebalances;
  private final List<Member> members = new ArrayList<>();
  private final Map<Integer, Trouble> troubles = new HashMap<>();
  private final Map<Integer, Long> leaves = new HashMap<>();
  private final Map<Integer, Long> lateness = new HashMap<>();
  private final List<Long> joins = new ArrayList<>();
  private final List<RunEvent> events = new ArrayList<>();
  private final ShiftingTruth truth;
  private Target target = (_, _, _, _) -> Answer.after(0.002);
  private long leadNs = SECOND / 2;
  private int deals;
  private long lastFromNs;

  /// What befalls a worker.
  private enum Kind {
    DIES,
    STANDS_STILL,
    IS_CUT_OFF
  }

  private record Trouble(Kind kind, long fromNs, long untilNs) {}

  private static final class Member {
    private final SimulatedWorker worker;
    private Lanes lanes;
    private boolean ended;
    private boolean lost;
    private boolean fenced;
    private long heardNs;
    private long leavesFromNs = Long.MAX_VALUE;
    private final List<SimulatedWorker.Told> unsent = new ArrayList<>();

    Member(SimulatedWorker worker, Lanes lanes) {
      this.worker = worker;
      this.lanes = lanes;
    }

    String id() {
      return worker.share().worker().id();
    }
  }

  ShiftingRun(Plan plan, int workers) {
    this(plan, workers, true);
  }

  /// @param rebalances whether the lanes of the lost are dealt to others
  ShiftingRun(Plan plan, int workers, boolean rebalances) {
    this.plan = plan;
    this.truth = new ShiftingTruth(plan);
    this.starters = workers;
    this.rebalances = rebalances;
  }

  ShiftingRun target(Target answering) {
    target = answering;
    return this;
  }

  /// How long before a deal counts it is made.
  ShiftingRun lead(double seconds) {
    leadNs = ns(seconds);
    return this;
  }

  ShiftingRun dies(int worker, double at) {
    troubles.put(worker, new Trouble(Kind.DIES, ns(at), Long.MAX_VALUE));
    return this;
  }

  /// Its process is stopped, and goes on some time later.
  ShiftingRun standsStill(int worker, double from, double until) {
    troubles.put(worker, new Trouble(Kind.STANDS_STILL, ns(from), ns(until)));
    return this;
  }

  /// It follows its schedule, and nothing comes to it or from it.
  ShiftingRun isCutOff(int worker, double from, double until) {
    troubles.put(worker, new Trouble(Kind.IS_CUT_OFF, ns(from), ns(until)));
    return this;
  }

  ShiftingRun leaves(int worker, double at) {
    leaves.put(worker, ns(at));
    return this;
  }

  /// One more comes; numbers go on after those that started.
  ShiftingRun joins(double at) {
    joins.add(ns(at));
    return this;
  }

  /// How long it takes a worker to hear of deals.
  ShiftingRun hearsLate(int worker, double seconds) {
    lateness.put(worker, ns(seconds));
    return this;
  }

  private static long ns(double seconds) {
    return Math.round(seconds * SECOND);
  }

  /// Plays it, once.
  ShiftingRun play() {
    events.add(
        new RunEvent.Opened(
            "01RUN",
            SimulatedRun.START.minusSeconds(2),
            plan,
            SimulatedRun.TEXT,
            Map.of(),
            "0.1.0"));
    var parts = Assignment.deal(plan.lanes(), Collections.nCopies(starters, 1)).parts();
    for (Lanes part : parts) {
      add(part);
    }
    events.add(
        new RunEvent.Started(
            SimulatedRun.START, members.stream().map(member -> member.worker.share()).toList()));
    own(0);
    long nowNs = 0;
    while (members.stream().anyMatch(member -> !member.ended)
        || (nowNs < plan.durationNs() && !joins.isEmpty())) {
      nowNs += SECOND;
      second(nowNs);
    }
    events.add(
        new RunEvent.Closed(SimulatedRun.START.plusNanos(plan.durationNs()), Ending.COMPLETED, ""));
    return this;
  }

  private Member add(Lanes lanes) {
    int number = members.size();
    String id = "w" + (number + 1);
    var description =
        new WorkerDescription(
            id,
            7,
            "host" + (number + 1),
            4,
            1,
            "0.1.0",
            "epoll",
            "Temurin 25",
            "Linux",
            "",
            "sleep");
    var share = new RunEvent.Share(description, lanes, 100_000, 50_000);
    Member member =
        new Member(
            new SimulatedWorker(
                number, share, plan, target, (_, _) -> SimulatedWorker.QUIET, Long.MAX_VALUE),
            lanes);
    members.add(member);
    return member;
  }

  private void own(long fromNs) {
    Map<Integer, String> byLane = new HashMap<>();
    for (Member member : members) {
      for (int position = 0; position < member.lanes.size(); position++) {
        byLane.put(member.lanes.lane(position), member.id());
      }
    }
    truth.own(fromNs, byLane);
  }

  private void second(long nowNs) {
    for (int number = 0; number < members.size(); number++) {
      report(number, nowNs);
    }
    boolean loss = false;
    for (Member member : members) {
      boolean silent = !member.ended && nowNs - member.heardNs >= NOTICE_NS;
      if (silent) {
        end(member, WorkerEnd.LOST, nowNs, "silent for 3 s");
        member.lost = true;
        loss = true;
      }
    }
    boolean shift = loss && rebalances;
    for (int number = 0; number < members.size(); number++) {
      Member member = members.get(number);
      Long leavesNs = leaves.get(number);
      if (leavesNs != null
          && leavesNs <= nowNs
          && !member.ended
          && member.leavesFromNs == Long.MAX_VALUE
          && others(member)) {
        member.leavesFromNs = nowNs + leadNs;
        shift = true;
      }
    }
    List<Member> joining = new ArrayList<>();
    while (!joins.isEmpty() && joins.getFirst() <= nowNs) {
      joins.removeFirst();
      Member member = add(Lanes.of(plan.lanes()));
      member.heardNs = nowNs;
      joining.add(member);
      shift = true;
    }
    if (shift && nowNs + leadNs < plan.durationNs()) {
      deal(nowNs, joining);
    } else {
      members.removeAll(joining);
    }
  }

  private boolean others(Member member) {
    return members.stream().anyMatch(other -> other != member && takes(other));
  }

  private static boolean takes(Member member) {
    return !member.ended && member.leavesFromNs == Long.MAX_VALUE;
  }

  /// The lanes of those that are out go around among the others; one that joins takes its part from
  /// each.
  private void deal(long nowNs, List<Member> joining) {
    List<Member> takers = members.stream().filter(ShiftingRun::takes).toList();
    if (takers.isEmpty()) {
      return;
    }
    long fromNs = Math.max(lastFromNs, nowNs + leadNs);
    lastFromNs = fromNs;
    int[] owner = new int[plan.lanes()];
    Arrays.fill(owner, -1);
    for (int taker = 0; taker < takers.size(); taker++) {
      Lanes lanes = takers.get(taker).lanes;
      for (int position = 0; position < lanes.size(); position++) {
        owner[lanes.lane(position)] = taker;
      }
    }
    int next = 0;
    for (int lane = 0; lane < owner.length; lane++) {
      owner[lane] = owner[lane] < 0 ? next++ % takers.size() : owner[lane];
    }
    for (Member member : joining) {
      for (int lane = takers.indexOf(member); lane < owner.length; lane += takers.size()) {
        owner[lane] = takers.indexOf(member);
      }
    }
    int number = ++deals;
    List<RunEvent.Share> shares = new ArrayList<>();
    for (Member member : members) {
      int taker = takers.indexOf(member);
      member.lanes = lanes(owner, taker);
      if (taker >= 0) {
        RunEvent.Share first = member.worker.share();
        shares.add(
            new RunEvent.Share(
                first.worker(), member.lanes, first.clockOffsetNs(), first.startUncertaintyNs()));
      }
      if (!member.ended) {
        int index = members.indexOf(member);
        long heardNs = nowNs + lateness.getOrDefault(index, 10_000_000L);
        Trouble trouble = troubles.get(index);
        if (trouble != null && trouble.fromNs() < heardNs) {
          heardNs = Math.max(heardNs, trouble.untilNs());
        }
        member.worker.order(number, member.lanes, fromNs, heardNs);
      }
    }
    events.add(new RunEvent.Dealt(number, fromNs, shares));
    own(fromNs);
  }

  private Lanes lanes(int[] owner, int taker) {
    return Lanes.of(
        plan.lanes(),
        IntStream.range(0, owner.length)
            .filter(lane -> taker >= 0 && owner[lane] == taker)
            .toArray());
  }

  private void report(int number, long nowNs) {
    Member member = members.get(number);
    Trouble trouble = troubles.get(number);
    if (member.fenced || (member.ended && !member.lost)) {
      return;
    }
    if (trouble == null || nowNs <= trouble.fromNs() || member.leavesFromNs != Long.MAX_VALUE) {
      member.heardNs = nowNs;
      tell(member, nowNs);
      return;
    }
    boolean over = nowNs > trouble.untilNs();
    switch (trouble.kind()) {
      case DIES -> {}
      case STANDS_STILL -> {
        member.worker.goOn(trouble.fromNs());
        if (over && member.lost) {
          fence(member, nowNs, trouble.fromNs());
        } else if (over) {
          member.heardNs = nowNs;
          tell(member, nowNs);
        }
      }
      case IS_CUT_OFF -> {
        if (!over) {
          member.unsent.add(member.worker.tell(nowNs));
        } else if (member.lost) {
          member.unsent.forEach(this::journal);
          fence(member, nowNs, nowNs - SECOND);
        }
      }
    }
  }

  private void fence(Member member, long nowNs, long untilNs) {
    member.fenced = true;
    journal(member.worker.tellLast(nowNs, untilNs));
  }

  private void tell(Member member, long nowNs) {
    boolean leaving = nowNs >= member.leavesFromNs;
    SimulatedWorker.Told told = member.worker.tell(nowNs);
    journal(told);
    if (leaving && !member.worker.over() && member.worker.idle()) {
      end(member, WorkerEnd.LEFT, member.leavesFromNs, "it was asked to end");
    } else if (member.worker.over()) {
      end(member, WorkerEnd.FINISHED, member.worker.scheduleEndNs(), "");
    }
  }

  private void end(Member member, WorkerEnd end, long atNs, String why) {
    member.ended = true;
    events.add(new RunEvent.WorkerEnded(member.id(), end, atNs, why));
  }

  private void journal(SimulatedWorker.Told told) {
    events.add(SimulatedRun.reported(told.interval()));
    truth.onTold(told);
  }

  /// What the report has to say.
  ShiftingTruth truth() {
    return truth;
  }

  List<RunEvent> events() {
    return events;
  }

  void forEach(Consumer<RunEvent> reader) {
    events.forEach(reader);
  }

  /// Requests that the reports say were started.
  long started() {
    return events.stream()
        .filter(RunEvent.Reported.class::isInstance)
        .map(RunEvent.Reported.class::cast)
        .flatMap(report -> report.interval().requests().stream())
        .mapToLong(RequestDelta::started)
        .sum();
  }

  /// What the final fold says, which counts late reports where they belong.
  RunFold fold(SlotListener listener) {
    RunFold fold = new RunFold(listener, (_, _, _) -> {}, LateReports.of(this::forEach));
    forEach(fold::accept);
    return fold;
  }
}
