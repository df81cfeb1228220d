package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.Interval;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// From the order to start to the last word of the last worker. The part of [RunMachine] from
/// arrival 0 on, and as pure.
final class Execution {
  private static final int MAX_SAID = 10;

  private final Plan plan;
  private final RunLimits limits;

  Execution(Plan plan, RunLimits limits) {
    this.plan = plan;
    this.limits = limits;
  }

  Step onRunning(RunState.Running running, RunInput input, Moment now) {
    Turn turn = new Turn(running.crew(), now);
    boolean stopped = input instanceof RunInput.StopAsked;
    take(turn, input, stopped);
    if (stopped) {
      return settle(turn, new RunState.Draining(stop(turn), now.monotonicNs() + graceNs(), true));
    }
    long endNs = turn.crew.startNs() + plan.durationNs();
    return settle(
        turn,
        now.monotonicNs() < endNs
            ? new RunState.Running(turn.crew)
            : new RunState.Draining(turn.crew, endNs + graceNs(), false));
  }

  Step onDraining(RunState.Draining draining, RunInput input, Moment now) {
    Turn turn = new Turn(draining.crew(), now);
    if (input instanceof RunInput.StopAsked && !draining.stopped()) {
      long deadlineNs = Math.min(draining.deadlineNs(), now.monotonicNs() + graceNs());
      return settle(turn, new RunState.Draining(stop(turn), deadlineNs, true));
    }
    take(turn, input, draining.stopped());
    if (now.monotonicNs() >= draining.deadlineNs()) {
      for (Member member : turn.working()) {
        turn.lose(member, "not finished in time");
      }
    }
    return settle(
        turn, new RunState.Draining(turn.crew, draining.deadlineNs(), draining.stopped()));
  }

  private long graceNs() {
    return plan.gracefulStopNs() + limits.marginNs();
  }

  private void take(Turn turn, RunInput input, boolean stopped) {
    switch (input) {
      case RunInput.Appeared _, RunInput.StopAsked _ -> {}
      case RunInput.Departed(var worker, var incarnation) -> {
        Member member = turn.crew.members().get(worker);
        if (member != null && member.working() && member.worker().incarnation() == incarnation) {
          turn.lose(member, "its process is gone");
        }
      }
      case RunInput.Heard(var message) -> onHeard(turn, message);
      case RunInput.Ticked() -> onTick(turn, stopped);
    }
  }

  private static void onHeard(Turn turn, RunProtocol message) {
    Member known = turn.crew.members().get(message.worker());
    if (known == null) {
      turn.ignore(message, "the worker has no part in the run");
      return;
    }
    if (known.state() == Member.State.LOST) {
      turn.ignore(message, "the worker counts as lost");
      turn.effects.add(new RunEffect.Release(message.worker()));
      return;
    }
    switch (message) {
      case RunProtocol.Reported(_, var interval) -> onReported(turn, known, interval, message);
      case RunProtocol.Finished finished -> onFinished(turn, known, finished);
      case RunProtocol.Failed(_, _, var reason) -> {
        if (known.working()) {
          turn.lose(known, reason);
        }
      }
      case RunProtocol.Dealt _,
          RunProtocol.Woken _,
          RunProtocol.Leaving _,
          RunProtocol.Adopted _ -> {}
      case RunProtocol.Ready _, RunProtocol.Refused _, RunProtocol.ProbeReply _ ->
          turn.ignore(message, "the run has started");
    }
  }

  private static void onReported(Turn turn, Member known, Interval interval, RunProtocol message) {
    if (interval.incarnation() != known.worker().incarnation()) {
      turn.ignore(message, "another incarnation of the worker says it");
      return;
    }
    Inbox.Accepted accepted = known.inbox().accept(interval);
    for (Interval next : accepted.inOrder()) {
      turn.effects.add(new RunEffect.Keep(new RunEvent.Reported(next)));
    }
    Member member = known.heard(turn.now).with(accepted.inbox());
    turn.put(member);
    if (accepted.inbox().acknowledged() >= 0) {
      turn.effects.add(
          new RunEffect.Acknowledge(member.worker().id(), accepted.inbox().acknowledged()));
    }
    turn.finishWhenComplete(member);
  }

  private static void onFinished(Turn turn, Member known, RunProtocol.Finished finished) {
    Member member = known.heard(turn.now).with(finished);
    turn.put(member);
    turn.finishWhenComplete(member);
  }

  private void onTick(Turn turn, boolean stopped) {
    long nowNs = turn.now.monotonicNs();
    for (Member member : turn.working()) {
      if (nowNs - member.heardNs() >= limits.silenceNs()) {
        turn.lose(member, "silent for %d s".formatted(limits.silenceNs() / 1_000_000_000L));
      }
    }
    if (nowNs >= turn.crew.retryAtNs()) {
      turn.crew = turn.crew.retryingAt(nowNs + limits.retryNs());
      for (Member member : turn.working()) {
        repeatOrder(turn, member, stopped);
      }
    }
  }

  private static void repeatOrder(Turn turn, Member member, boolean stopped) {
    String worker = member.worker().id();
    if (stopped) {
      turn.effects.add(new RunEffect.Stop(worker));
    } else if (member.silentSinceStart()) {
      turn.effects.add(new RunEffect.Start(worker, member.startAtNanos()));
    }
  }

  private static RunState.Crew stop(Turn turn) {
    turn.effects.add(
        new RunEffect.Keep(new RunEvent.StopRequested(turn.crew.sinceStartNs(turn.now))));
    for (Member member : turn.working()) {
      turn.effects.add(new RunEffect.Stop(member.worker().id()));
    }
    return turn.crew;
  }

  /// Closes the run where nothing is still to come.
  private static Step settle(Turn turn, RunState next) {
    if (!turn.crew.allEnded()) {
      return new Step(next, turn.effects);
    }
    boolean stopped = next instanceof RunState.Draining draining && draining.stopped();
    Ending ending = stopped ? Ending.STOPPED : Ending.COMPLETED;
    SortedSet<String> all = new TreeSet<>(turn.crew.members().keySet());
    return Step.close(turn.effects, all, ending, detail(turn.crew, stopped), turn.now);
  }

  private static String detail(RunState.Crew crew, boolean stopped) {
    List<String> said = new ArrayList<>();
    if (stopped) {
      said.add("stopped");
    }
    for (Member member : new TreeMap<>(crew.members()).values()) {
      if (member.state() == Member.State.LOST) {
        said.add(member.worker().id() + " was lost: " + member.fate());
      }
    }
    return said.size() <= MAX_SAID
        ? String.join("; ", said)
        : String.join("; ", said.subList(0, MAX_SAID)) + "; and more";
  }

  /// One step while it is taken: what changed so far, and what is to be done about it.
  private static final class Turn {
    private final Moment now;
    private final List<RunEffect> effects = new ArrayList<>();
    private RunState.Crew crew;

    Turn(RunState.Crew crew, Moment now) {
      this.crew = crew;
      this.now = now;
    }

    void put(Member member) {
      crew = crew.with(member);
    }

    void ignore(RunProtocol message, String reason) {
      effects.add(new RunEffect.Ignore(message, reason));
    }

    List<Member> working() {
      return crew.members().values().stream().filter(Member::working).toList();
    }

    void finishWhenComplete(Member member) {
      RunProtocol.Finished finished = member.finished();
      if (member.working() && finished != null && member.complete()) {
        end(member.whenFinished(), WorkerEnd.FINISHED, finished.scheduleEndNs());
      }
    }

    /// It is told to stop as well: it may be alive behind a broken link, with traffic that nobody
    /// counts.
    void lose(Member member, String why) {
      end(member.whenLost(why), WorkerEnd.LOST, crew.sinceStartNs(now));
      effects.add(new RunEffect.Warn(member.worker().id() + " is lost: " + why));
      effects.add(new RunEffect.Release(member.worker().id()));
    }

    private void end(Member ended, WorkerEnd end, long atNs) {
      put(ended);
      effects.add(new RunEffect.Keep(new RunEvent.WorkerEnded(ended.worker().id(), end, atNs)));
    }
  }
}
