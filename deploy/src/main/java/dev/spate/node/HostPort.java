package dev.spate.node;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where something listens.
///
/// @param host a name or an address literal, IPv6 without brackets
/// @param port 0 to 65,535
public record HostPort(String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");

  /// @throws IllegalArgumentException outside the ranges above
  public HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a host is missing");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }

  /// Reads `HOST:PORT`, IPv6 addresses in brackets.
  ///
  /// @throws IllegalArgumentException with a sentence for people
  public static HostPort parse(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not HOST:PORT, such as 10.0.0.5:7071");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  /// The host as URLs have it.
  public String bracketedHost() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return bracketedHost() + ":" + port;
  }
}
