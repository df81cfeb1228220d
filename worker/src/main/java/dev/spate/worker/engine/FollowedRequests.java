package dev.spate.worker.engine;

import dev.spate.plan.Body;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import java.util.List;
import java.util.Locale;

/// The requests that go where a redirect leads, made before there is one: only the path is not
/// known by then, so it is a hole, without the slash that it begins with.
public final class FollowedRequests {
  private static final Template PATH =
      new Template(
          List.of(
              new Template.Text("/"),
              new Template.Hole(new Expression.Literal(""), Template.Encoding.PLAIN)));

  private FollowedRequests() {}

  /// The same request to another path.
  static HttpRequest repeated(HttpRequest request) {
    return to(request, request.method(), request.headers(), request.body());
  }

  /// A `GET` of another path instead.
  static HttpRequest asGet(HttpRequest request) {
    List<RequestHeader> headers =
        request.headers().stream().filter(header -> !aboutBody(header.name())).toList();
    return to(request, "GET", headers, Body.EMPTY);
  }

  /// Whether a header says something about a body, and goes with it.
  public static boolean aboutBody(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith("content-") || name.equals("expect");
  }

  private static HttpRequest to(
      HttpRequest request, String method, List<RequestHeader> headers, Body body) {
    return new HttpRequest(
        request.name(),
        method,
        PATH,
        headers,
        body,
        request.expectedStatuses(),
        request.checks(),
        request.captures(),
        request.timeoutNs(),
        request.tags(),
        request.redirects());
  }
}
