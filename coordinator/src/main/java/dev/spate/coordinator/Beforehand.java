package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Once;
import java.util.ArrayList;
import java.util.List;

/// What happens once before the traffic: the first by id of the workers, all of which are ready,
/// does it, and nobody else ever does. The run begins with what came of it, or not at all. The part
/// of [RunMachine] in the midst of [Preparation], and as pure.
final class Beforehand {
  private final RunLimits limits;
  private final Acquaintance acquaintance;
  private final Preparation preparation;

  Beforehand(RunLimits limits, Acquaintance acquaintance, Preparation preparation) {
    this.limits = limits;
    this.acquaintance = acquaintance;
    this.preparation = preparation;
  }

  /// Tells a worker.
  ///
  /// @param ready whose recruits are all known
  static Step begin(RunState.Preparing ready, RunLimits limits, Moment now) {
    String worker = ready.recruits().sorted().firstKey();
    long deadlineNs = now.monotonicNs() + Once.MAX_NS + limits.marginNs();
    RunState.Preparing waiting = ready.retryingAt(now.monotonicNs() + limits.retryNs());
    return Step.to(
        new RunState.Beforehand(waiting, worker, deadlineNs),
        new RunEffect.GoThrough(worker, Once.Part.BEFORE));
  }

  Step on(RunState.Beforehand state, RunInput input, Moment now) {
    return switch (input) {
      case RunInput.Heard(RunProtocol.WentThrough went) -> onWentThrough(state, went, now);
      case RunInput.Heard(RunProtocol.ProbeReply reply) -> onProbeReply(state, reply, now);
      case RunInput.Heard(RunProtocol.Ready ready) ->
          RunMachine.ignored(state, ready, "it is known");
      case RunInput.Ticked() -> onTick(state, now);
      case RunInput.Appeared _,
          RunInput.Returned _,
          RunInput.Departed _,
          RunInput.Heard _,
          RunInput.StopAsked _,
          RunInput.Crossed _ ->
          asInPreparation(state, input, now);
    };
  }

  /// Whoever is lost, refuses or fails ends the run here as well.
  private Step asInPreparation(RunState.Beforehand state, RunInput input, Moment now) {
    Step step = preparation.on(state.preparing(), input, now);
    return step.state() instanceof RunState.Preparing preparing
        ? new Step(state.with(preparing), step.effects())
        : step;
  }

  private Step onWentThrough(RunState.Beforehand state, RunProtocol.WentThrough went, Moment now) {
    if (!went.worker().equals(state.worker()) || went.part() != Once.Part.BEFORE) {
      return RunMachine.ignored(state, went, "nobody asked for it");
    }
    List<RunEffect> kept = List.of(new RunEffect.Keep(RunEvent.WentThrough.of(went)));
    return went.problem().isEmpty()
        ? preparation.goOn(state.preparing(), kept, now)
        : fail(state, kept, went.problem(), now);
  }

  private Step onProbeReply(RunState.Beforehand state, RunProtocol.ProbeReply reply, Moment now) {
    Recruit recruit = state.preparing().recruits().get(reply.worker());
    if (recruit == null) {
      return RunMachine.ignored(state, reply, "the worker has no part in the run");
    }
    Acquaintance.Progress progress = acquaintance.onProbeReply(recruit, reply, now);
    return new Step(state.with(state.preparing().with(progress.recruit())), progress.effects());
  }

  /// The order may have been lost. The others are asked for the time, so that they hear that there
  /// is somebody.
  private Step onTick(RunState.Beforehand state, Moment now) {
    if (now.monotonicNs() >= state.deadlineNs()) {
      return fail(state, List.of(), state.worker() + " did not say how it ended", now);
    }
    RunState.Preparing preparing = state.preparing();
    if (now.monotonicNs() < preparing.retryAtNs()) {
      return Step.to(state);
    }
    List<RunEffect> effects = new ArrayList<>();
    effects.add(new RunEffect.GoThrough(state.worker(), Once.Part.BEFORE));
    RunState.Preparing changed = preparing.retryingAt(now.monotonicNs() + limits.retryNs());
    for (Recruit recruit : preparing.recruits().sorted().values()) {
      Acquaintance.Progress asked = Acquaintance.ask(recruit, now);
      changed = changed.with(asked.recruit());
      effects.addAll(asked.effects());
    }
    return new Step(state.with(changed), effects);
  }

  private static Step fail(
      RunState.Beforehand state, List<RunEffect> before, String problem, Moment now) {
    return Step.close(
        before,
        state.preparing().recruits().sorted().keySet(),
        Ending.BEFORE_RUN_FAILED,
        "%s failed on %s: %s".formatted(Once.Part.BEFORE.key(), state.worker(), problem),
        now);
  }
}
