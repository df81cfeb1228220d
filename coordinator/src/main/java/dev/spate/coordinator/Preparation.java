package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Assignment;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// From the choice of workers to the order to start: every one has its lanes, is ready, and its
/// clocks are known. The part of [RunMachine] before arrival 0, and as pure.
final class Preparation {
  private final Plan plan;
  private final RunLimits limits;
  private final String clock;

  /// @param clock name of the coordinator's monotonic clock; empty where it is unknown
  Preparation(Plan plan, RunLimits limits, String clock) {
    this.plan = plan;
    this.limits = limits;
    this.clock = clock;
  }

  /// Deals the lanes, and tells every worker.
  Step begin(List<WorkerDescription> chosen, List<RunEffect> before, Moment now) {
    Assignment assignment =
        Assignment.deal(plan.lanes(), chosen.stream().map(WorkerDescription::weight).toList());
    List<RunEffect> effects = new ArrayList<>(before);
    SortedMap<String, Recruit> recruits = new TreeMap<>();
    for (int i = 0; i < chosen.size(); i++) {
      WorkerDescription worker = chosen.get(i);
      Recruit recruit = Recruit.of(worker, assignment.parts().get(i), needed(worker));
      recruits.put(worker.id(), recruit);
      effects.add(new RunEffect.Prepare(worker.id(), recruit.lanes()));
    }
    long nowNs = now.monotonicNs();
    return new Step(
        new RunState.Preparing(nowNs + limits.prepareNs(), nowNs + limits.retryNs(), recruits),
        effects);
  }

  private Probes needed(WorkerDescription worker) {
    return !clock.isEmpty() && clock.equals(worker.clock()) ? Probes.NEEDLESS : Probes.NONE;
  }

  Step on(RunState.Preparing preparing, RunInput input, Moment now) {
    return switch (input) {
      case RunInput.Appeared _ -> Step.to(preparing);
      case RunInput.Departed(var worker, var incarnation) -> {
        Recruit recruit = preparing.recruits().get(worker);
        yield recruit == null || recruit.worker().incarnation() != incarnation
            ? Step.to(preparing)
            : abandon(preparing, worker + " was lost before the start", now);
      }
      case RunInput.Heard(var message) -> onHeard(preparing, message, now);
      case RunInput.StopAsked() ->
          close(preparing, Ending.STOPPED, "stopped before it started", now);
      case RunInput.Ticked() -> onTick(preparing, now);
    };
  }

  private Step onHeard(RunState.Preparing preparing, RunProtocol message, Moment now) {
    Recruit recruit = preparing.recruits().get(message.worker());
    if (recruit == null) {
      return RunMachine.ignored(preparing, message, "the worker has no part in the run");
    }
    return switch (message) {
      case RunProtocol.Ready ready -> onReady(preparing, recruit, ready, now);
      case RunProtocol.ProbeReply reply -> onProbeReply(preparing, recruit, reply, now);
      case RunProtocol.Refused(_, var worker, var reason) ->
          close(preparing, Ending.REFUSED, worker + " refused: " + reason, now);
      case RunProtocol.Failed(_, var worker, var reason) ->
          abandon(preparing, worker + " failed: " + reason, now);
      case RunProtocol.Reported _,
          RunProtocol.Finished _,
          RunProtocol.Dealt _,
          RunProtocol.Woken _,
          RunProtocol.Leaving _,
          RunProtocol.Adopted _ ->
          RunMachine.ignored(preparing, message, "the run has not started");
    };
  }

  private Step onReady(
      RunState.Preparing preparing, Recruit recruit, RunProtocol.Ready ready, Moment now) {
    if (ready.incarnation() != recruit.worker().incarnation()) {
      return RunMachine.ignored(preparing, ready, "another incarnation of the worker says it");
    }
    return recruit.ready()
        ? RunMachine.ignored(preparing, ready, "it is known")
        : probeUntilKnown(preparing, recruit.whenReady(), now);
  }

  private Step probeUntilKnown(RunState.Preparing preparing, Recruit recruit, Moment now) {
    if (!isKnown(recruit)) {
      return probe(preparing, recruit, now);
    }
    RunState.Preparing changed = preparing.with(recruit);
    return changed.recruits().values().stream().allMatch(this::isKnown)
        ? start(changed, now)
        : Step.to(changed);
  }

  private Step probe(RunState.Preparing preparing, Recruit recruit, Moment now) {
    Probes next = recruit.probes().next(now.monotonicNs());
    return Step.to(
        preparing.with(recruit.with(next)),
        new RunEffect.Probe(recruit.worker().id(), next.number()));
  }

  private Step onProbeReply(
      RunState.Preparing preparing, Recruit recruit, RunProtocol.ProbeReply reply, Moment now) {
    Probes probes = recruit.probes();
    if (!probes.awaits(reply.probe())) {
      return RunMachine.ignored(preparing, reply, "that probe is not under way");
    }
    Recruit probed =
        recruit.with(
            probes.answered(
                ClockOffset.of(probes.sentNs(), now, reply.monotonicNanos(), reply.wallNanos())));
    return probeUntilKnown(preparing, probed, now);
  }

  private boolean isKnown(Recruit recruit) {
    return recruit.ready() && recruit.probes().suffice(limits.probes());
  }

  private Step onTick(RunState.Preparing preparing, Moment now) {
    if (now.monotonicNs() >= preparing.deadlineNs()) {
      return abandon(preparing, "not ready in time: " + unready(preparing), now);
    }
    if (now.monotonicNs() < preparing.retryAtNs()) {
      return Step.to(preparing);
    }
    RunState.Preparing changed = preparing.retryingAt(now.monotonicNs() + limits.retryNs());
    List<RunEffect> effects = new ArrayList<>();
    for (Recruit recruit : preparing.recruits().values()) {
      if (!recruit.ready()) {
        effects.add(new RunEffect.Prepare(recruit.worker().id(), recruit.lanes()));
      } else if (!isKnown(recruit) && overdue(recruit, now)) {
        Step again = probe(changed, recruit, now);
        changed = (RunState.Preparing) again.state();
        effects.addAll(again.effects());
      }
    }
    return new Step(changed, effects);
  }

  private boolean overdue(Recruit recruit, Moment now) {
    return now.monotonicNs() - recruit.probes().sentNs() >= limits.retryNs();
  }

  private String unready(RunState.Preparing preparing) {
    return preparing.recruits().values().stream()
        .filter(recruit -> !isKnown(recruit))
        .map(recruit -> recruit.worker().id())
        .limit(10)
        .collect(Collectors.joining(", "));
  }

  /// Says to each worker, on its own clock, when arrival 0 is due: far enough ahead that the order
  /// reaches the slowest of them.
  private Step start(RunState.Preparing preparing, Moment now) {
    Map<String, ClockOffset> clocks = new HashMap<>();
    long slowestNs = 0;
    for (Recruit recruit : preparing.recruits().values()) {
      ClockOffset clock = recruit.probes().best();
      if (clock == null) {
        throw new IllegalStateException(recruit + " was never probed");
      }
      clocks.put(recruit.worker().id(), clock);
      slowestNs = Math.max(slowestNs, clock.roundTripNs());
    }
    return order(preparing, clocks, now.monotonicNs() + limits.leadNs() + 2 * slowestNs, now);
  }

  private Step order(
      RunState.Preparing preparing, Map<String, ClockOffset> clocks, long startNs, Moment now) {
    List<RunEvent.Share> shares = new ArrayList<>();
    List<RunEffect> starts = new ArrayList<>();
    Map<String, Member> members = new HashMap<>();
    preparing
        .recruits()
        .forEach((id, recruit) -> {
          ClockOffset clock = Objects.requireNonNull(clocks.get(id));
          long atNanos = startNs + clock.monotonicNs();
          shares.add(
              new RunEvent.Share(
                  recruit.worker(), recruit.lanes(), clock.wallNs(), clock.uncertaintyNs()));
          starts.add(new RunEffect.Start(id, atNanos));
          members.put(id, Member.started(recruit.worker(), atNanos, startNs));
        });
    List<RunEffect> effects = new ArrayList<>();
    effects.add(new RunEffect.Keep(new RunEvent.Started(now.wallAt(startNs), shares)));
    effects.addAll(starts);
    long retryAtNs = now.monotonicNs() + limits.retryNs();
    return new Step(new RunState.Running(new RunState.Crew(startNs, retryAtNs, members)), effects);
  }

  private static Step abandon(RunState.Preparing preparing, String detail, Moment now) {
    return close(preparing, Ending.NOT_STARTED, detail, now);
  }

  private static Step close(
      RunState.Preparing preparing, Ending ending, String detail, Moment now) {
    return Step.close(List.of(), preparing.recruits().keySet(), ending, detail, now);
  }
}
