package dev.spate.plan;

import java.util.List;
import java.util.stream.Stream;

/// A weighted flow of steps that a virtual user goes through once.
///
/// @param name unique in the plan, at most 100 characters
/// @param weight its share among the scenarios, 1 to 1,000,000
/// @param flow at least one request among 1 to [#MAX_STEPS] steps, those within others included
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
    if (Step.depth(flow) > Step.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "steps stand in steps at most " + Step.MAX_DEPTH + " levels deep");
    }
    if (Step.walk(flow).count() > MAX_STEPS
        || Step.walk(flow).noneMatch(HttpRequest.class::isInstance)) {
      throw new IllegalArgumentException(
          "a flow has 1 to " + MAX_STEPS + " steps, a request among them");
    }
  }

  /// One with cookies, as where a plan does not say.
  public Scenario(String name, int weight, List<Step> flow) {
    this(name, weight, flow, true);
  }

  /// Whether a cookie that is kept can ever be sent: a request may follow a request, or a redirect.
  /// In many plans none does, and cookies cost nothing there.
  public boolean usesCookies() {
    return cookies
        && (requests().count() > 1
            || steps().anyMatch(Repeat.class::isInstance)
            || requests().anyMatch(request -> request.redirects() > 0));
  }

  /// Every step, those within others after the one that they stand in, in the order of the plan.
  public Stream<Step> steps() {
    return Step.walk(flow);
  }

  /// Its requests, in the order of the plan.
  public Stream<HttpRequest> requests() {
    return steps().filter(HttpRequest.class::isInstance).map(HttpRequest.class::cast);
  }
}
