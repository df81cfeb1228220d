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
/// [RequestSteps]; behind them one for each that answers challenges, with a header `authorization`
/// as its last one; two for each that follows redirects ([FollowedRequests]); and behind all these,
/// where virtual users keep cookies, each once more, with a header `Cookie` as its last one. So a
/// request that takes no cookies along is as cheap as if there were none.
///
/// @param requests of which the number of each is its place here
/// @param steps how many of them are those of [RequestSteps], and those that answer challenges
/// @param withoutCookies how many there are before those with cookies
public record SentRequests(List<HttpRequest> requests, int steps, int withoutCookies) {
  /// Filled from the jar of the user: there is nothing to compute.
  private static final RequestHeader COOKIES = hole("Cookie");

  /// Filled by [DigestUse].
  private static final RequestHeader AUTHORIZATION = hole("authorization");

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
    List<HttpRequest> planned = RequestSteps.of(plan).requests();
    List<HttpRequest> requests = new ArrayList<>();
    planned.stream().map(DigestUse::without).forEach(requests::add);
    planned.stream()
        .filter(request -> DigestUse.digest(request).isPresent())
        .map(request -> with(AUTHORIZATION, DigestUse.without(request)))
        .forEach(requests::add);
    int steps = requests.size();
    for (HttpRequest request : planned) {
      if (request.redirects() > 0) {
        requests.add(FollowedRequests.repeated(request));
        requests.add(FollowedRequests.asGet(request));
      }
    }
    int withoutCookies = requests.size();
    if (plan.scenarios().stream().anyMatch(Scenario::usesCookies)) {
      requests.addAll(requests.stream().map(request -> with(COOKIES, request)).toList());
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
    int digests = numberWithDigest(plan, steps.size());
    long before =
        steps.subList(0, step).stream().filter(request -> request.redirects() > 0).count();
    return digests + 2 * (int) before;
  }

  /// The number of the request of a step with the answer to a challenge.
  static int numberWithDigest(Plan plan, int step) {
    List<HttpRequest> steps = RequestSteps.of(plan).requests();
    long before =
        steps.subList(0, step).stream()
            .filter(request -> DigestUse.digest(request).isPresent())
            .count();
    return steps.size() + (int) before;
  }

  private static RequestHeader hole(String name) {
    Template.Hole hole = new Template.Hole(new Expression.Literal(""), Template.Encoding.PLAIN);
    return new RequestHeader(name, new Template(List.of(hole)));
  }

  private static HttpRequest with(RequestHeader last, HttpRequest request) {
    List<RequestHeader> headers = new ArrayList<>(request.headers());
    headers.add(last);
    return request.withHeaders(headers);
  }
}
