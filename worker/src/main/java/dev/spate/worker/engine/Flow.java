package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import dev.spate.worker.template.VariablePlaces;
import java.util.ArrayList;
import java.util.List;

/// A scenario compiled for the request path: steps by number, no look-ups, nothing boxed.
/// Immutable.
final class Flow {
  private final CompiledStep[] steps;
  private final int firstName;

  private Flow(
      Plan plan, Scenario scenario, int firstRequest, List<String> names, VariablePlaces places) {
    steps = new CompiledStep[scenario.flow().size()];
    int next = firstRequest;
    int first = -1;
    for (int at = 0; at < steps.length; at++) {
      Step step = scenario.flow().get(at);
      steps[at] =
          switch (step) {
            case Think pause -> new CompiledStep.Pause(pause);
            case SetVariables set -> new CompiledStep.Assignments(set, places);
            case HttpRequest request ->
                new CompiledStep.Request(
                    request,
                    next,
                    names.indexOf(request.name()),
                    places,
                    CookieUse.of(plan, scenario, request, next++));
          };
      if (first < 0 && steps[at] instanceof CompiledStep.Request request) {
        first = request.name();
      }
    }
    this.firstName = first;
  }

  /// The flows of a plan's scenarios, in their order.
  static List<Flow> of(Plan plan, VariablePlaces places) {
    List<String> names = plan.requestNames();
    List<Flow> flows = new ArrayList<>();
    for (int scenario = 0; scenario < plan.scenarios().size(); scenario++) {
      int firstRequest = RequestSteps.first(plan, scenario);
      flows.add(new Flow(plan, plan.scenarios().get(scenario), firstRequest, names, places));
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
}
