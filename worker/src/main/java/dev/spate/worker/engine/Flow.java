package dev.spate.worker.engine;

import dev.spate.plan.Plan;
import dev.spate.worker.template.VariablePlaces;
import java.util.ArrayList;
import java.util.List;

/// A scenario compiled for the request path: steps by number, no look-ups, nothing boxed.
/// Immutable.
final class Flow {
  private final CompiledStep[] steps;
  private final int firstName;
  private final int groupDepth;
  private final int loopDepth;

  /// @param firstName the report row of the first request
  /// @param groupDepth how many groups may be open at once
  /// @param loopDepth how many loops may be
  Flow(List<CompiledStep> steps, int firstName, int groupDepth, int loopDepth) {
    this.steps = steps.toArray(CompiledStep[]::new);
    this.firstName = firstName;
    this.groupDepth = groupDepth;
    this.loopDepth = loopDepth;
  }

  /// The flows of a plan's scenarios, in their order.
  static List<Flow> of(Plan plan, VariablePlaces places) {
    List<Flow> flows = new ArrayList<>();
    for (int scenario = 0; scenario < plan.scenarios().size(); scenario++) {
      flows.add(FlowCompiler.compile(plan, scenario, places));
    }
    return List.copyOf(flows);
  }

  int steps() {
    return steps.length;
  }

  CompiledStep step(int number) {
    return steps[number];
  }

  /// The report row of the first request.
  int firstName() {
    return firstName;
  }

  /// How many groups may be open at once.
  int groupDepth() {
    return groupDepth;
  }

  /// How many loops may be open at once.
  int loopDepth() {
    return loopDepth;
  }
}
