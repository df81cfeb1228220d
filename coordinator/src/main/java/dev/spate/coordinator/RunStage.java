package dev.spate.coordinator;

import dev.spate.coordinator.report.Figures;
import dev.spate.plan.Once;

/// Where a run is, for those who look at it.
///
/// @param message that says more; empty where there is nothing to say
record RunStage(RunPhase phase, String message) {
  static final String WRITING = "writing the report";

  /// @param expected how many workers the plan wants; 0 where it does not say
  /// @param written whether its report is, or never will be
  static RunStage of(RunState state, int expected, boolean written) {
    return switch (state) {
      case RunState.Waiting(_, var present) ->
          new RunStage(
              RunPhase.WAITING,
              "waiting for workers: %d of %d".formatted(present.size(), Math.max(1, expected)));
      case RunState.Preparing preparing ->
          new RunStage(
              RunPhase.PREPARING, "preparing " + Figures.of(preparing.recruits().size(), "worker"));
      case RunState.Beforehand(_, var worker, _) ->
          new RunStage(RunPhase.PREPARING, Once.Part.BEFORE.key() + " on " + worker);
      case RunState.Afterwards afterwards ->
          new RunStage(RunPhase.RUNNING, Once.Part.AFTER.key() + " on " + afterwards.worker());
      case RunState.Running _ -> new RunStage(RunPhase.RUNNING, "");
      case RunState.Draining(_, _, var stopped) ->
          new RunStage(RunPhase.RUNNING, stopped ? "stopping" : "waiting for what is in flight");
      case RunState.Resuming _ -> new RunStage(RunPhase.RUNNING, "waiting for its workers");
      case RunState.Closed _ ->
          new RunStage(written ? RunPhase.FINISHED : RunPhase.RUNNING, WRITING);
    };
  }
}
