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
/// [RequestSteps]; behind them two for each that follows redirects ([FollowedRequests]); and behind
/// all these, where virtual users keep cookies, each once more, with a header `Cookie` as its last
/// one. So a request that takes no cookies along is as cheap as if there were none.
///
/// @param requests of which the number of each is its place here
/// @param steps how many of them are those of [RequestSteps]
/// @param withoutCookies how many there are before those with cookies
public record SentRequests(List<HttpRequest> requests, int steps, int withoutCookies) {
  /// Filled from the jar of the user: there is nothing to compute.
  private static final RequestHeader COOKIES =
      new RequestHeader(
          "Cookie",
          new Template(
              List.of(new Template.Hole(new Expression.Literal(""), Template.Encoding.PLAIN))));

  /// What one of them is.
  public enum Kind {
    /// What a step says.
    STEP,
    /// The same to where a redirect leads; its path is a whole one.
    REPEATED,
    /// Likewise, but a `GET` without what the step says about a body.
    AS_GET
  }

  public SentRequests {
    requests = List.copyOf(requests);
  }

  public static SentRequests of(Plan plan) {
    List<HttpRequest> requests = new ArrayList<>(RequestSteps.of(plan).requests());
    int steps = requests.size();
    for (HttpRequest request : List.copyOf(requests)) {
      if (request.redirects() > 0) {
        requests.add(FollowedRequests.repeated(request));
        requests.add(FollowedRequests.asGet(request));
      }
    }
    int withoutCookies = requests.size();
    if (plan.scenarios().stream().anyMatch(Scenario::usesCookies)) {
      requests.addAll(requests.stream().map(SentRequests::withCookies).toList());
    }
    return new SentRequests(requests, steps, withoutCookies);
  }

  /// What the request of a number is.
  public Kind kind(int number) {
    int behindSteps = number % withoutCookies - steps;
    if (behindSteps < 0) {
      return Kind.STEP;
    }
    return behindSteps % 2 == 0 ? Kind.REPEATED : Kind.AS_GET;
  }

  /// The number of a request with cookies.
  ///
  /// @param number without them
  static int numberWithCookies(Plan plan, int number) {
    return firstRepeated(plan, RequestSteps.of(plan).size()) + number;
  }

  /// The number of the [repeated][Kind#REPEATED] request of a step that follows redirects; that [as
  /// `GET`][Kind#AS_GET] is the next one.
  static int firstRepeated(Plan plan, int step) {
    List<HttpRequest> steps = RequestSteps.of(plan).requests();
    long before =
        steps.subList(0, step).stream().filter(request -> request.redirects() > 0).count();
    return steps.size() + 2 * (int) before;
  }

  private static HttpRequest withCookies(HttpRequest request) {
    List<RequestHeader> headers = new ArrayList<>(request.headers());
    headers.add(COOKIES);
    return request.withHeaders(headers);
  }
}
