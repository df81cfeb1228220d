package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.worker.cookie.CookieJar;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a request of a scenario that has cookies takes them along.
///
/// @param number of [SentRequests], with them
/// @param sends false where the plan itself says what is in `Cookie`
record CookieUse(int number, SentPath path, boolean sends) {
  /// Null in a scenario without cookies.
  static @Nullable CookieUse of(Plan plan, Scenario scenario, HttpRequest request, int number) {
    if (!scenario.usesCookies()) {
      return null;
    }
    boolean says =
        Stream.concat(
                plan.http().headers().stream().map(header -> header.name()),
                request.headers().stream().map(header -> header.name()))
            .anyMatch(name -> name.equalsIgnoreCase("cookie"));
    return new CookieUse(
        SentRequests.numberWithCookies(plan, number), new SentPath(plan, request.path()), !says);
  }

  /// What goes into `Cookie`; empty where there is nothing to send.
  ///
  /// @param filling whose values for the path are there
  String header(CookieJar jar, Filling filling, long nowNs) {
    return sends && !jar.isEmpty() ? header(jar, path.textFor(filling), nowNs) : "";
  }

  /// The same for a request to another path.
  ///
  /// @param to the path, without its query
  String header(CookieJar jar, String to, long nowNs) {
    return sends ? jar.headerFor(to, nowNs) : "";
  }
}
