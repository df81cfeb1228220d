package dev.spate.coordinator.http;

import dev.spate.coordinator.plan.Given;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// What a submission says besides the plan: values of variables and of the environment, each as
/// `NAME=VALUE` pairs with `&` between them, percent-encoded. In headers, because the addresses of
/// requests get into logs.
final class GivenHeaders {
  private static final String VARIABLES = "Spate-Variables";
  private static final String ENVIRONMENT = "Spate-Environment";

  private GivenHeaders() {}

  /// @throws Refusal for what are no pairs
  static Given of(HttpRequest request) {
    return new Given(pairs(request, VARIABLES), pairs(request, ENVIRONMENT));
  }

  private static Map<String, String> pairs(HttpRequest request, String header) {
    String text = request.getHeader(header).map(found -> found.value()).orElse("");
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new Refusal(400, header + " has NAME=VALUE pairs with & between them");
      }
      pairs.put(
          decoded(header, pair.substring(0, equals)), decoded(header, pair.substring(equals + 1)));
    }
    return pairs;
  }

  private static String decoded(String header, String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Refusal(400, header + " is not percent-encoded as it should be");
    }
  }
}
