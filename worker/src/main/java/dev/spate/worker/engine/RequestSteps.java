package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import java.util.ArrayList;
import java.util.List;

/// The request steps of a plan, numbered: every one of every scenario, in the order of scenarios
/// and steps. Two steps of one name are one row of the report and two steps here, for they may be
/// different requests. This is the numbering of [Requester#send].
///
/// @param requests the steps; a step's number is its place here
public record RequestSteps(List<HttpRequest> requests) {
  public RequestSteps {
    requests = List.copyOf(requests);
  }

  /// The numbering of a plan.
  public static RequestSteps of(Plan plan) {
    List<HttpRequest> requests = new ArrayList<>();
    for (Scenario scenario : plan.scenarios()) {
      for (Step step : scenario.flow()) {
        if (step instanceof HttpRequest request) {
          requests.add(request);
        }
      }
    }
    return new RequestSteps(requests);
  }

  /// The number of the first request step of a scenario; its others follow.
  ///
  /// @param scenario its place in the plan
  public static int first(Plan plan, int scenario) {
    int first = 0;
    for (Scenario earlier : plan.scenarios().subList(0, scenario)) {
      for (Step step : earlier.flow()) {
        first += step instanceof HttpRequest ? 1 : 0;
      }
    }
    return first;
  }

  public int size() {
    return requests.size();
  }
}
