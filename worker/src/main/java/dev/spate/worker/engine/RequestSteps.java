package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import java.util.ArrayList;
import java.util.List;

/// Numbers the request steps of a plan: scenario by scenario, step by step. The number is what a
/// [Requester] is told to send. Several steps may share a name, and so a row of the report.
public record RequestSteps(List<HttpRequest> steps) {
  public RequestSteps {
    steps = List.copyOf(steps);
  }

  public static RequestSteps of(Plan plan) {
    List<HttpRequest> steps = new ArrayList<>();
    for (Scenario scenario : plan.scenarios()) {
      for (Step step : scenario.flow()) {
        if (step instanceof HttpRequest request) {
          steps.add(request);
        }
      }
    }
    return new RequestSteps(steps);
  }
}
