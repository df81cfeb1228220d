package dev.spate.worker.engine;

import dev.spate.plan.Expression;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Scenario;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;

/// The requests of a plan as they are sent, by the numbers of [Requester#send]: those of
/// [RequestSteps], and behind them, where virtual users keep cookies, each once more, with a header
/// `Cookie` as its last one. So a request that takes no cookies along is as cheap as if there were
/// none.
///
/// @param requests of which the number of each is its place here
public record SentRequests(List<HttpRequest> requests) {
  /// Filled from the jar of the user: there is nothing to compute.
  private static final RequestHeader COOKIES =
      new RequestHeader(
          "Cookie",
          new Template(
              List.of(new Template.Hole(new Expression.Literal(""), Template.Encoding.PLAIN))));

  public SentRequests {
    requests = List.copyOf(requests);
  }

  public static SentRequests of(Plan plan) {
    List<HttpRequest> requests = new ArrayList<>(RequestSteps.of(plan).requests());
    if (plan.scenarios().stream().anyMatch(Scenario::usesCookies)) {
      requests.addAll(requests.stream().map(SentRequests::withCookies).toList());
    }
    return new SentRequests(requests);
  }

  /// The number of a step's request with cookies.
  static int numberWithCookies(Plan plan, int step) {
    return RequestSteps.of(plan).size() + step;
  }

  private static HttpRequest withCookies(HttpRequest request) {
    List<RequestHeader> headers = new ArrayList<>(request.headers());
    headers.add(COOKIES);
    return request.withHeaders(headers);
  }
}
