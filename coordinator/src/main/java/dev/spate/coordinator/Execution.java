package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// From the order to start to the last word of the last worker. The part of [RunMachine] from
/// arrival 0 on, and as pure.
final class Execution {
  private static final int MAX_SAID = 10;

  /// Ticks come several times a second. Where none came for so long, this process stood still, and
  /// what the workers said meanwhile is still on its way through it.
  private static final long STALL_NS = 1_000_000_000L;

  private final Plan plan;
  private final RunLimits limits;
  private final Dealing dealing;
  private final Joining joining;
  private final Listening listening;
  private final LateStart lateStart;
  private final Isolation isolation;
  private final Afterwards afterwards;

  Execution(Plan plan, RunLimits limits, Acquaintance acquaintance, Afterwards afterwards) {
    this.plan = plan;
    this.limits = limits;
    this.dealing = new Dealing(plan, limits);
    this.joining = new Joining(plan, limits, acquaintance, dealing);
    this.lateStart = new LateStart(acquaintance);
    this.listening = new Listening(plan, lateStart);
    this.afterwards = afterwards;
    this.isolation = new Isolation(plan, limits);
  }

  Step onRunning(RunState.Running running, RunInput input, Moment now) {
    Turn turn = new Turn(running.crew(), now);
    boolean stopAsked = input instanceof RunInput.StopAsked;
    take(turn, input, false);
    if (stopAsked || (turn.loss && plan.workers().onLoss() == Workers.OnLoss.FAIL)) {
      return stop(turn, null);
    }
    long endNs = turn.startNs + plan.durationNs();
    if (now.monotonicNs() >= endNs) {
      return drain(turn, endNs + graceNs(), false);
    }
    if (input instanceof RunInput.Crossed(var crossing)) {
      return stop(turn, crossing);
    }
    if (turn.joined || turn.changed || input instanceof RunInput.Ticked) {
      dealing.settle(turn);
      joining.fill(turn);
    }
    return settle(turn, new RunState.Running(turn.crew()), false);
  }

  Step onDraining(RunState.Draining draining, RunInput input, Moment now) {
    Turn turn = new Turn(draining.crew(), now);
    long standstillNs = standstillNs(turn, input);
    take(turn, input, draining.stopped());
    if (input instanceof RunInput.StopAsked && !draining.stopped()) {
      return stop(turn, null);
    }
    long deadlineNs =
        Math.max(draining.deadlineNs() + standstillNs, isolation.patientUntilNs(turn));
    if (input instanceof RunInput.Ticked && now.monotonicNs() >= deadlineNs) {
      for (Member member : turn.working()) {
        turn.lose(member, "not finished in time");
        // It may be there, with more to say than there was time for.
        turn.onReturned(member.id());
      }
    }
    return drain(turn, deadlineNs, draining.stopped());
  }

  /// The first worker that is back and began says when arrival 0 was due.
  Step onResuming(RunState.Resuming resuming, RunInput input, Moment now) {
    Turn turn = new Turn(resuming.crew(), now);
    boolean stopped = resuming.stopped();
    take(turn, input, stopped);
    RunEvent.Crossing crossing = input instanceof RunInput.Crossed(var crossed) ? crossed : null;
    if ((input instanceof RunInput.StopAsked || crossing != null) && !stopped) {
      keepStop(turn, crossing);
      stopped = true;
    }
    if (!LateStart.isStartKnown(turn)) {
      return settle(turn, new RunState.Resuming(turn.crew(), stopped), stopped);
    }
    return stopped
        ? drain(turn, now.monotonicNs() + graceNs(), true)
        : settle(turn, new RunState.Running(turn.crew()), false);
  }

  /// The run as its journal leaves it.
  Step resume(Crew crew, boolean stopped, Moment now) {
    Turn turn = new Turn(crew, now);
    return settle(turn, new RunState.Resuming(turn.crew(), stopped), stopped);
  }

  private long graceNs() {
    return plan.gracefulStopNs() + limits.marginNs();
  }

  private void take(Turn turn, RunInput input, boolean stopped) {
    switch (input) {
      case RunInput.Appeared(var worker) -> Joining.onAppeared(turn, worker);
      case RunInput.Returned(var worker) -> listening.onReturned(turn, worker);
      case RunInput.Departed(var worker, var incarnation) -> {
        Joining.onDeparted(turn, worker, incarnation);
        Member member = turn.member(worker);
        if (member != null
            && member.working()
            && member.worker().incarnation() == incarnation
            && isolation.isGone(turn, member)) {
          turn.lose(member, "its process is gone");
        }
      }
      case RunInput.Heard(var message) -> {
        Recruit recruit = turn.recruits.get(message.worker());
        if (recruit == null) {
          listening.onHeard(turn, message, stopped);
        } else {
          joining.onHeard(turn, recruit, message);
        }
      }
      case RunInput.StopAsked _, RunInput.Crossed _ -> {}
      case RunInput.Ticked() -> onTick(turn, stopped);
    }
    if (!stopped) {
      lateStart.settle(turn);
    }
  }

  /// How long this process stood still before a tick.
  private static long standstillNs(Turn turn, RunInput input) {
    long gapNs = turn.now.monotonicNs() - turn.timers.tickedNs();
    return input instanceof RunInput.Ticked && gapNs >= STALL_NS ? gapNs : 0;
  }

  private void onTick(Turn turn, boolean stopped) {
    long nowNs = turn.now.monotonicNs();
    long standstillNs = standstillNs(turn, new RunInput.Ticked());
    turn.timers = turn.timers.tickedAt(nowNs);
    List<Member> working = turn.working();
    boolean someBack = working.stream().anyMatch(Execution::isHere);
    for (Member member : working) {
      Contact contact = member.contact().later(standstillNs);
      if (someBack && contact.reach() == Contact.Reach.AWAITED) {
        contact = contact.by(nowNs + limits.marginNs());
      }
      turn.put(member.with(contact));
    }
    isolation.onTick(turn);
    isolation
        .silent(turn)
        .forEach((id, silenceNs) -> {
          Member member = Objects.requireNonNull(turn.member(id));
          turn.lose(member, silence(member.contact(), silenceNs));
        });
    boolean retry = nowNs >= turn.timers.retryAtNs();
    joining.onTick(turn, retry);
    lateStart.onTick(turn);
    if (retry) {
      turn.timers = turn.timers.retryingAt(nowNs + limits.retryNs());
      turn.working().forEach(member -> repeatOrders(turn, member, stopped));
    }
  }

  private static boolean isHere(Member member) {
    return member.contact().reach() == Contact.Reach.HERE;
  }

  private static String silence(Contact contact, long silenceNs) {
    return contact.reach() == Contact.Reach.HERE
        ? "silent for %d s".formatted(silenceNs / 1_000_000_000L)
        : "it did not come back";
  }

  private static void repeatOrders(Turn turn, Member member, boolean stopped) {
    Contact contact = member.contact();
    if (contact.reach() == Contact.Reach.ASKED) {
      turn.add(new RunEffect.Adopt(member.id(), member.account().inbox().acknowledged()));
    }
    if (!contact.begun() && member.startAtNanos() != 0 && !stopped) {
      turn.add(new RunEffect.Start(member.id(), member.startAtNanos()));
    }
    Dealing.tellNext(turn, member);
    if (stopped && contact.reach() != Contact.Reach.AWAITED) {
      turn.add(new RunEffect.Stop(member.id()));
    }
  }

  private Step stop(Turn turn, RunEvent.@Nullable Crossing crossing) {
    keepStop(turn, crossing);
    return drain(turn, turn.now.monotonicNs() + graceNs(), true);
  }

  private static void keepStop(Turn turn, RunEvent.@Nullable Crossing crossing) {
    turn.keep(new RunEvent.StopRequested(Math.max(0, turn.sinceStartNs()), crossing));
    for (Member member : turn.working()) {
      if (member.contact().reach() != Contact.Reach.AWAITED) {
        turn.add(new RunEffect.Stop(member.id()));
      }
    }
  }

  private Step drain(Turn turn, long deadlineNs, boolean stopped) {
    Joining.dismissAll(turn);
    return settle(turn, new RunState.Draining(turn.crew(), deadlineNs, stopped), stopped);
  }

  /// Closes the run where nothing is still to come.
  private Step settle(Turn turn, RunState next, boolean stopped) {
    Crew crew = turn.crew();
    if (!crew.allEnded()) {
      return new Step(next, turn.effects);
    }
    long closeAtNs =
        Math.min(turn.timers.closeAtNs(), turn.now.monotonicNs() + limits.handOverNs());
    if (turn.now.monotonicNs() < closeAtNs && turn.all().stream().anyMatch(Member::handsOver)) {
      turn.timers = turn.timers.closingAt(closeAtNs);
      return new Step(next.with(turn.crew()), turn.effects);
    }
    Ending ending = stopped ? Ending.STOPPED : Ending.COMPLETED;
    SortedSet<String> all = new TreeSet<>(crew.members().sorted().keySet());
    all.addAll(crew.recruits().keySet());
    return afterwards.begin(turn.effects, crew, all, ending, detail(crew, stopped), turn.now);
  }

  private static String detail(Crew crew, boolean stopped) {
    List<String> said = new ArrayList<>();
    if (stopped) {
      said.add("stopped");
    }
    for (Member member : crew.members().sorted().values()) {
      if (member.lost()) {
        said.add(member.id() + " was lost: " + member.fate());
      } else if (member.state() == Member.State.LEFT) {
        said.add(member.id() + " left: " + member.fate());
      }
    }
    return said.size() <= MAX_SAID
        ? String.join("; ", said)
        : String.join("; ", said.subList(0, MAX_SAID)) + "; and more";
  }
}
