package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import java.util.List;

/// The request steps of a plan, numbered: every one of every scenario, those within other steps
/// included, in the order of scenarios and steps. Two steps of one name are one row of the report
/// and two steps here, for they may be different requests. This is the numbering of
/// [Requester#send].
///
/// @param requests the steps; a step's number is its place here
public record RequestSteps(List<HttpRequest> requests) {
  public RequestSteps {
    requests = List.copyOf(requests);
  }

  /// The numbering of a plan.
  public static RequestSteps of(Plan plan) {
    return new RequestSteps(plan.scenarios().stream().flatMap(Scenario::requests).toList());
  }

  /// The number of the first request step of a scenario; its others follow.
  ///
  /// @param scenario its place in the plan
  public static int first(Plan plan, int scenario) {
    return (int) plan.scenarios().subList(0, scenario).stream().flatMap(Scenario::requests).count();
  }

  public int size() {
    return requests.size();
  }
}
