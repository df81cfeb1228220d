package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.measure.Slots;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Draws;
import dev.spate.plan.Lanes;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One worker of a [SimulatedRun]: one request an arrival, reports each second, and a graceful stop
/// as in the plan.
final class SimulatedWorker {
  /// A lag of 50 µs, a tenth of a processor, no pauses.
  static final Condition QUIET = new Condition(50_000, 0.1, 0);

  /// Of the one TLS handshake of each interval.
  private static final long HANDSHAKE_NS = 3_000_000;

  /// @param lagNs of each arrival of the tick
  record Condition(long lagNs, double loopCpu, long gcPauseNs, Stalls stalls) {
    Condition(long lagNs, double loopCpu, long gcPauseNs) {
      this(lagNs, loopCpu, gcPauseNs, Stalls.NONE);
    }
  }

  private final int index;
  private final RunEvent.Share share;
  private final Plan plan;
  private final SimulatedRun.Target target;
  private final SimulatedRun.Health health;
  private final long lostAtNs;
  private final ArrayDeque<Due> dues = new ArrayDeque<>();
  private final ArrayDeque<Order> orders = new ArrayDeque<>();
  private Lanes lanes;
  private int deal;
  private long begunUntilNs;
  private List<Due> accounted = new ArrayList<>();
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(Comparator.comparingLong(Pending::endNs));
  private Cells cells = new Cells();
  private long scheduleEndNs;
  private long sequence;
  private long unendedNs;
  private boolean over;

  /// An arrival that came due.
  record Due(int phase, long dueNs, long arrival) {}

  /// A deal that it will hear of.
  private record Order(int deal, Lanes lanes, long fromNs, long heardNs) {}

  /// A report, and the arrivals that it brings an account of.
  record Told(Interval interval, List<Due> accounted) {}

  private record Pending(Due due, int request, long endNs, SimulatedRun.Answer answer) {
    int slot() {
      return Slots.of(due.dueNs());
    }
  }

  SimulatedWorker(
      int index,
      RunEvent.Share share,
      Plan plan,
      SimulatedRun.Target target,
      SimulatedRun.Health health,
      long lostAtNs) {
    this.index = index;
    this.share = share;
    this.plan = plan;
    this.target = target;
    this.health = health;
    this.lostAtNs = lostAtNs;
    this.scheduleEndNs = plan.durationNs();
    this.lanes = share.lanes();
    dues.addAll(duesOf(plan, lanes));
  }

  /// All that is due at some lanes, in its order.
  static List<Due> duesOf(Plan plan, Lanes lanes) {
    List<Due> dues = new ArrayList<>();
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      plan(plan, phase, lanes, dues);
    }
    dues.sort(Comparator.comparingLong(Due::dueNs));
    return dues;
  }

  /// A closed phase is simulated as one iteration a user and tenth of a second: only its
  /// bookkeeping matters here.
  private static void plan(Plan plan, int phase, Lanes lanes, List<Due> dues) {
    Phase planned = plan.phases().get(phase);
    long beginsNs = plan.beginsNs(phase);
    switch (planned.load()) {
      case ArrivingLoad arriving -> {
        Schedule.Cursor cursor =
            Schedule.of(arriving, planned.durationNs(), plan.seed(), phase).cursor(lanes);
        for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
          dues.add(new Due(phase, beginsNs + cursor.dueNs(), cursor.arrival()));
        }
      }
      case ClosedLoad closed -> {
        for (long at = 0; at < planned.durationNs(); at += 100_000_000) {
          for (long user = 0; user < lanes.share(closed.users()); user++) {
            dues.add(new Due(phase, beginsNs + at, user));
          }
        }
      }
    }
  }

  RunEvent.Share share() {
    return share;
  }

  boolean over() {
    return over;
  }

  void stopAt(long ns) {
    scheduleEndNs = Math.min(scheduleEndNs, ns);
  }

  /// It will hear of a deal at some instant.
  void order(int number, Lanes dealt, long fromNs, long heardNs) {
    orders.add(new Order(number, dealt, fromNs, heardNs));
  }

  /// Follows the deals that it has heard of by now. One that it heard of late it catches up with
  /// only in the next tick.
  ///
  /// @return until when it is abreast
  private long follow(long untilNs) {
    long abreastNs = untilNs;
    while (!orders.isEmpty() && orders.getFirst().heardNs() <= untilNs) {
      Order order = orders.removeFirst();
      if (order.fromNs() <= order.heardNs() && abreastNs == untilNs) {
        begin(order.heardNs());
      }
      take(order);
      abreastNs =
          order.fromNs() <= order.heardNs() ? Math.min(abreastNs, order.fromNs()) : abreastNs;
    }
    if (abreastNs == untilNs) {
      begin(untilNs);
    }
    return abreastNs;
  }

  private void take(Order order) {
    List<Due> next = new ArrayList<>();
    dues.stream().filter(due -> due.dueNs() < order.fromNs()).forEach(next::add);
    Lanes before = lanes;
    for (Due due : duesOf(plan, order.lanes())) {
      boolean kept = before.contains((int) (due.arrival() % before.total()));
      if (due.dueNs() >= (kept ? Math.max(order.fromNs(), begunUntilNs) : order.fromNs())) {
        next.add(due);
      }
    }
    next.sort(Comparator.comparingLong(Due::dueNs));
    dues.clear();
    dues.addAll(next);
    lanes = order.lanes();
    deal = order.deal();
  }

  /// Goes on for a second.
  ///
  /// @return what it reports then
  Told tell(long untilNs) {
    long abreastNs = follow(untilNs);
    end(untilNs);
    boolean drained = untilNs >= scheduleEndNs && abreastNs == untilNs && pending.isEmpty();
    if (drained || untilNs >= scheduleEndNs + plan.gracefulStopNs()) {
      return tellLast(untilNs, scheduleEndNs);
    }
    return told(abreastNs, untilNs);
  }

  /// Begins nothing more, and says what became of what it had begun.
  Told tellLast(long nowNs, long untilNs) {
    over = true;
    end(nowNs);
    pending.forEach(request -> {
      cells.unanswered(request, nowNs);
      accounted.add(request.due());
    });
    return told(untilNs, nowNs);
  }

  /// Goes on for some time, and cannot say so yet.
  void goOn(long untilNs) {
    begin(untilNs);
  }

  boolean idle() {
    return pending.isEmpty() && dues.stream().allMatch(due -> due.dueNs() >= scheduleEndNs);
  }

  long scheduleEndNs() {
    return scheduleEndNs;
  }

  private Told told(long untilNs, long nowNs) {
    List<Due> brought = accounted;
    accounted = new ArrayList<>();
    return new Told(interval(untilNs, Slots.of(nowNs) - 1, occupancy(nowNs)), brought);
  }

  void tick(long untilNs, Consumer<RunEvent> reader) {
    if (over) {
      return;
    }
    if (untilNs > lostAtNs) {
      over = true;
      reader.accept(SimulatedRun.ended(share.worker().id(), WorkerEnd.LOST, lostAtNs));
      return;
    }
    begin(untilNs);
    end(untilNs);
    boolean drained = untilNs >= scheduleEndNs && pending.isEmpty();
    if (drained || untilNs >= scheduleEndNs + plan.gracefulStopNs()) {
      over = true;
      pending.forEach(request -> cells.unanswered(request, untilNs));
    }
    int tick = Slots.of(untilNs) - 1;
    Occupancy occupancy = occupancy(untilNs);
    reader.accept(SimulatedRun.reported(interval(over ? scheduleEndNs : untilNs, tick, occupancy)));
    if (over) {
      reader.accept(SimulatedRun.ended(share.worker().id(), WorkerEnd.FINISHED, scheduleEndNs));
    }
  }

  private void begin(long untilNs) {
    begunUntilNs = Math.max(begunUntilNs, untilNs);
    while (!dues.isEmpty() && dues.getFirst().dueNs() < Math.min(untilNs, scheduleEndNs)) {
      Due due = dues.removeFirst();
      long bits = Draws.bits(plan.seedOf(due.phase(), due.arrival()), due.dueNs());
      int request = (int) Draws.below(bits, plan.requestNames().size());
      SimulatedRun.Answer answer = target.answer(index, request, due.dueNs(), due.arrival());
      long endNs =
          answer.afterNs() == Long.MAX_VALUE ? Long.MAX_VALUE : due.dueNs() + answer.afterNs();
      Pending begun = new Pending(due, request, endNs, answer);
      cells.begun(begun);
      pending.add(begun);
    }
  }

  private void end(long untilNs) {
    while (!pending.isEmpty() && pending.peek().endNs() < untilNs) {
      accounted.add(pending.peek().due());
      cells.ended(pending.remove());
    }
  }

  private Occupancy occupancy(long untilNs) {
    long before = unendedNs;
    unendedNs = 0;
    pending.forEach(request -> unendedNs += untilNs - request.due().dueNs());
    return new Occupancy(cells.endedNs + unendedNs - before, unendedNs);
  }

  private Interval interval(long untilNs, int tick, Occupancy occupancy) {
    Condition condition = health.at(index, tick);
    Cells cut = cells;
    cells = new Cells();
    LatencySum lag = new LatencySum(Resolution.NANOSECOND);
    for (long i = 0; i < cut.begun; i++) {
      lag.record(condition.lagNs());
    }
    LatencySum handshake = new LatencySum(Resolution.MICROSECOND);
    handshake.record(HANDSHAKE_NS);
    WorkerHealth state =
        new WorkerHealth(
            lag.toLatencies(),
            Latencies.none(Resolution.MICROSECOND),
            handshake.toLatencies(),
            condition.loopCpu(),
            condition.loopCpu(),
            condition.gcPauseNs(),
            pending.size(),
            10,
            condition.stalls(),
            occupancy);
    return new Interval(
        share.worker().id(),
        share.worker().incarnation(),
        sequence++,
        untilNs,
        cut.arrivals(),
        cut.requests(),
        state,
        List.of(),
        deal);
  }

  /// What one interval counts.
  private static final class Cells {
    private final Map<List<Integer>, long[]> arrivals = new TreeMap<>(Cells::compare);
    private final Map<List<Integer>, Cell> requests = new TreeMap<>(Cells::compare);
    private long begun;
    private long endedNs;

    private static int compare(List<Integer> a, List<Integer> b) {
      for (int i = 0; i < a.size(); i++) {
        if (!a.get(i).equals(b.get(i))) {
          return a.get(i).compareTo(b.get(i));
        }
      }
      return 0;
    }

    private long[] arrival(Pending request) {
      return arrivals.computeIfAbsent(
          List.of(request.due().phase(), request.slot()), _ -> new long[3]);
    }

    private Cell cell(Pending request) {
      return requests.computeIfAbsent(
          List.of(request.due().phase(), request.request(), request.slot()), _ -> new Cell());
    }

    void begun(Pending request) {
      begun++;
      arrival(request)[0]++;
      cell(request).started++;
    }

    void ended(Pending request) {
      arrival(request)[1]++;
      Cell cell = cell(request);
      SimulatedRun.Answer answer = request.answer();
      endedNs += answer.afterNs();
      cell.outcomes.merge(answer.outcome(), 1L, Long::sum);
      if (answer.status() > 0) {
        cell.statuses.merge(answer.status(), 1L, Long::sum);
        cell.received += 100;
      }
      (answer.outcome() == Outcome.SUCCEEDED ? cell.succeeded : cell.failed)
          .record(answer.afterNs());
      cell.service.record(answer.afterNs() / 2);
    }

    void unanswered(Pending request, long nowNs) {
      arrival(request)[2]++;
      Cell cell = cell(request);
      cell.outcomes.merge(Outcome.UNANSWERED, 1L, Long::sum);
      cell.censored.record(nowNs - request.due().dueNs());
    }

    List<ArrivalDelta> arrivals() {
      List<ArrivalDelta> deltas = new ArrayList<>();
      arrivals.forEach((key, n) ->
          deltas.add(
              new ArrivalDelta(
                  key.get(0), key.get(1), new ArrivalCounts(n[0], n[0], n[1], n[2], 0, 0, 0))));
      return deltas;
    }

    List<RequestDelta> requests() {
      List<RequestDelta> deltas = new ArrayList<>();
      requests.forEach((key, cell) -> deltas.add(cell.toDelta(key.get(0), key.get(1), key.get(2))));
      return deltas;
    }
  }

  private static final class Cell {
    private final Map<Outcome, Long> outcomes = new TreeMap<>();
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final LatencySum succeeded = new LatencySum(Resolution.MICROSECOND);
    private final LatencySum failed = new LatencySum(Resolution.MICROSECOND);
    private final LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    private final LatencySum service = new LatencySum(Resolution.MICROSECOND);
    private long started;
    private long received;

    RequestDelta toDelta(int phase, int request, int slot) {
      return new RequestDelta(
          phase,
          request,
          slot,
          started,
          0,
          outcomes,
          statuses,
          started * 50,
          received,
          succeeded.toLatencies(),
          failed.toLatencies(),
          censored.toLatencies(),
          service.toLatencies(),
          service.toLatencies());
    }
  }
}
