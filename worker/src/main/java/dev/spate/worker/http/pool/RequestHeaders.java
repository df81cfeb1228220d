package dev.spate.worker.http.pool;

import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a plan's request says about itself, in whatever protocol it is sent. A header of the step
/// replaces the plan's of the same name, and either replaces `Host` and `User-Agent`.
public final class RequestHeaders {
  /// What a request says that it comes from, unless its plan says something else.
  public static final String USER_AGENT =
      Optional.ofNullable(RequestHeaders.class.getPackage().getImplementationVersion())
          .map(version -> "spate/" + version)
          .orElse("spate");

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private RequestHeaders() {}

  /// Whether a request says how long its body is, be it 0.
  public static boolean hasLength(HttpRequest request) {
    return request.body().size() > 0 || WITH_BODY.contains(request.method());
  }

  /// What a request is sent with but for the length of its body, in whatever protocol: there is
  /// always a `Host`.
  public static List<Header> of(Plan plan, HttpRequest request) {
    List<Header> headers = new ArrayList<>();
    for (Header header : plan.http().headers()) {
      if (!names(request.headers(), header.name())) {
        headers.add(header);
      }
    }
    headers.addAll(request.headers());
    headers.removeIf(header ->
        header.name().equalsIgnoreCase("Content-Length")
            || header.name().equalsIgnoreCase("Transfer-Encoding"));
    if (!names(headers, "User-Agent")) {
      headers.addFirst(new Header("User-Agent", USER_AGENT));
    }
    if (!names(headers, "Host")) {
      headers.addFirst(new Header("Host", plan.target().authority()));
    }
    return headers;
  }

  private static boolean names(List<Header> headers, String name) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
  }
}
