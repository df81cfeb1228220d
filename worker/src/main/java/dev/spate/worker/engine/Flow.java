package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scenario compiled for the request path: arrays by step, no look-ups, nothing boxed. Immutable.
final class Flow {
  private static final int STATUSES = 600;

  private final int[] request;
  private final int[] name;
  private final boolean[][] accepted;
  private final @Nullable Think[] think;
  private final int firstName;

  private Flow(Scenario scenario, int firstRequest, List<String> names) {
    int steps = scenario.flow().size();
    this.request = new int[steps];
    this.name = new int[steps];
    this.accepted = new boolean[steps][];
    this.think = new @Nullable Think[steps];
    int next = firstRequest;
    int first = -1;
    for (int step = 0; step < steps; step++) {
      switch (scenario.flow().get(step)) {
        case Think pause -> {
          think[step] = pause;
          request[step] = -1;
        }
        case SetVariables _ -> throw new IllegalArgumentException("a plan that sets variables");
        case HttpRequest http -> {
          request[step] = next++;
          name[step] = names.indexOf(http.name());
          accepted[step] = acceptedBy(http);
          first = first < 0 ? name[step] : first;
        }
      }
    }
    this.firstName = first;
  }

  private static boolean[] acceptedBy(HttpRequest request) {
    boolean[] accepted = new boolean[STATUSES];
    for (int status = 0; status < STATUSES; status++) {
      accepted[status] = request.accepts(status);
    }
    return accepted;
  }

  /// The flows of a plan's scenarios, in their order.
  static List<Flow> of(Plan plan) {
    List<String> names = plan.requestNames();
    List<Flow> flows = new ArrayList<>();
    for (int scenario = 0; scenario < plan.scenarios().size(); scenario++) {
      int firstRequest = RequestSteps.first(plan, scenario);
      flows.add(new Flow(plan.scenarios().get(scenario), firstRequest, names));
    }
    return List.copyOf(flows);
  }

  int steps() {
    return request.length;
  }

  /// The pause at a step; null where it is a request.
  @Nullable Think thinkAt(int step) {
    return think[step];
  }

  /// The number of the request at a step, for the requester.
  int requestAt(int step) {
    return request[step];
  }

  /// The report row of the request at a step.
  int nameAt(int step) {
    return name[step];
  }

  /// The report row of the first request.
  int firstName() {
    return firstName;
  }

  /// What an answer with this status to the request at a step amounts to.
  Outcome judge(int step, int status) {
    return Outcome.ofStatus(status, status < STATUSES && accepted[step][status]);
  }
}
