package dev.spate.coordinator.plan;

import dev.spate.plan.Once;
import dev.spate.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what happens once, `beforeRun` and `afterRun`: flows like those of scenarios, whose
/// requests have no rows in the report.
///
/// @param scenarios reads those of the plan
record OnceReader(ScenarioReader scenarios) {
  /// The steps of both; none where one is not there or has a problem.
  Once read(Optional<Value> before, Optional<Value> after) {
    return new Once(steps(before, Set.of()), steps(after, scenarios.shared()));
  }

  private List<Step> steps(Optional<Value> list, Set<String> known) {
    return list.flatMap(
            flow -> scenarios.apart(known).steps(flow, Optional.empty(), Optional.empty()))
        .orElse(List.of());
  }
}
