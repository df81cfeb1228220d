package dev.spate.plan;

import java.util.List;

/// A weighted flow of steps that a virtual user goes through once.
///
/// @param name unique in the plan, at most 100 characters
/// @param weight its share among the scenarios, 1 to 1,000,000
/// @param flow at least one request among 1 to 1,000 steps
/// @param cookies whether its virtual users keep the cookies that answers set, and send them
public record Scenario(String name, int weight, List<Step> flow, boolean cookies) {
  public static final int MAX_STEPS = 1_000;

  /// @throws IllegalArgumentException outside the ranges above
  public Scenario {
    flow = List.copyOf(flow);
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("the name of a scenario has 1 to 100 characters");
    }
    if (weight < 1 || weight > 1_000_000) {
      throw new IllegalArgumentException("a weight is 1 to 1000000, not " + weight);
    }
    if (flow.size() > MAX_STEPS || flow.stream().noneMatch(HttpRequest.class::isInstance)) {
      throw new IllegalArgumentException(
          "a flow has 1 to " + MAX_STEPS + " steps, a request among them");
    }
  }

  /// One with cookies, as where a plan does not say.
  public Scenario(String name, int weight, List<Step> flow) {
    this(name, weight, flow, true);
  }

  /// Whether a cookie that is kept can ever be sent: there is a request after a request. What one
  /// user does once is no more than a single request in many plans, and costs nothing then.
  public boolean usesCookies() {
    return cookies && !onlyOneRequest();
  }

  private boolean onlyOneRequest() {
    return flow.stream().allMatch(Scenario::isPlain)
        && flow.stream().filter(HttpRequest.class::isInstance).count() == 1;
  }

  /// Whether no other steps stand in it.
  private static boolean isPlain(Step step) {
    return step instanceof HttpRequest || step instanceof Think || step instanceof SetVariables;
  }
}
