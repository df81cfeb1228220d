package dev.spate.coordinator.http;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/// Keeps other web sites from using a visitor's browser to start load: a page may only ask the host
/// that it came from. On loopback the host must also be called so, or a name that an attacker
/// points at 127.0.0.1 would make his page one of ours.
///
/// @param loopback whether the API listens on loopback only
record SameSite(boolean loopback) {
  /// Why a request is refused, or nothing.
  Optional<String> objection(HttpRequest request) {
    String host = header(request, "Host").orElse("");
    if (loopback && !host.isEmpty() && !isLoopback(hostName(host))) {
      return Optional.of("on loopback this host is called localhost, not " + hostName(host));
    }
    if (header(request, "Sec-Fetch-Site").filter("cross-site"::equals).isPresent()
        && !request.method().name().equals("GET")) {
      return Optional.of("requests from other sites are refused");
    }
    return header(request, "Origin")
        .filter(origin -> !isOf(origin, host))
        .map(origin -> "requests from other sites are refused, from " + origin + " too");
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  private static boolean isOf(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }

  private static String hostName(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static boolean isLoopback(String name) {
    return name.equalsIgnoreCase("localhost")
        || name.equals("[::1]")
        || name.matches("127(\\.\\d{1,3}){3}");
  }
}
