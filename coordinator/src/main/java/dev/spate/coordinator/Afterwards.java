package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// What happens once when all traffic has ended: the first by id of the workers that finished does
/// it, and whatever comes of it, the run is closed then. The part of [RunMachine] after
/// [Execution], and as pure.
final class Afterwards {
  private final Plan plan;
  private final RunLimits limits;

  Afterwards(Plan plan, RunLimits limits) {
    this.plan = plan;
    this.limits = limits;
  }

  /// Tells a worker, or closes the run where there is nothing to do or nobody to do it.
  ///
  /// @param before what is to be done before it
  /// @param all whom to release
  Step begin(
      List<RunEffect> before,
      Crew crew,
      SortedSet<String> all,
      Ending ending,
      String detail,
      Moment now) {
    if (!plan.once().has(Once.Part.AFTER)) {
      return Step.close(before, all, ending, detail, now);
    }
    List<RunEffect> effects = new ArrayList<>(before);
    String worker =
        crew.members().sorted().values().stream()
            .filter(member -> member.state() == Member.State.FINISHED)
            .map(Member::id)
            .findFirst()
            .orElse("");
    if (worker.isEmpty()) {
      effects.add(new RunEffect.Keep(undone("", "no worker was left")));
      return Step.close(effects, all, ending, detail, now);
    }
    effects.add(new RunEffect.GoThrough(worker, Once.Part.AFTER));
    long nowNs = now.monotonicNs();
    return new Step(
        new RunState.Afterwards(
            all,
            ending,
            detail,
            worker,
            nowNs + Once.MAX_NS + limits.marginNs(),
            nowNs + limits.retryNs()),
        effects);
  }

  Step on(RunState.Afterwards state, RunInput input, Moment now) {
    return switch (input) {
      case RunInput.Heard(RunProtocol.WentThrough went)
          when went.worker().equals(state.worker()) && went.part() == Once.Part.AFTER ->
          close(state, RunEvent.WentThrough.of(went), now);
      case RunInput.Heard(var message) ->
          RunMachine.ignored(state, message, "all traffic has ended");
      case RunInput.Departed(var worker, _) when worker.equals(state.worker()) ->
          close(state, undone(worker, "its process is gone"), now);
      case RunInput.Ticked() -> onTick(state, now);
      case RunInput.Departed _,
          RunInput.Appeared _,
          RunInput.Returned _,
          RunInput.StopAsked _,
          RunInput.Crossed _ ->
          Step.to(state);
    };
  }

  private Step onTick(RunState.Afterwards state, Moment now) {
    if (now.monotonicNs() >= state.deadlineNs()) {
      return close(state, undone(state.worker(), "it did not say how it ended"), now);
    }
    return now.monotonicNs() < state.retryAtNs()
        ? Step.to(state)
        : Step.to(
            state.retryingAt(now.monotonicNs() + limits.retryNs()),
            new RunEffect.GoThrough(state.worker(), Once.Part.AFTER));
  }

  private static RunEvent.WentThrough undone(String worker, String problem) {
    return new RunEvent.WentThrough(Once.Part.AFTER, worker, 0, 0, problem);
  }

  private static Step close(RunState.Afterwards state, RunEvent.WentThrough event, Moment now) {
    return Step.close(
        List.of(new RunEffect.Keep(event)), state.workers(), state.ending(), state.detail(), now);
  }
}
