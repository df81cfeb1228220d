package dev.spate.worker.engine;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Target;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads where a redirect leads (RFC 9110 §10.2.2), as browsers do where it is not quite a URI.
final class Location {
  private static final String NEVER_IN_A_URI = "\"<>\\^`{|}";

  private Location() {}

  /// @param from the path and query of the request that it answers
  /// @param reference a URI, or what is relative to that of the request; a character for each byte
  /// @return path and query there; null where it leads to another origin than the target, or is no
  ///   URI
  static @Nullable String resolve(Target target, String from, String reference) {
    int fragment = reference.indexOf('#');
    String to = legal(fragment < 0 ? reference : reference.substring(0, fragment));
    String path = whole(target, from, to);
    return path == null || path.length() > HttpRequest.MAX_PATH ? null : path;
  }

  private static @Nullable String whole(Target target, String from, String to) {
    if (to.isEmpty()) {
      return from;
    }
    if (to.startsWith("?")) {
      return pathOf(from) + to; // java.net.URI would leave out the last part of the path
    }
    try {
      String origin = target.atRoot().url();
      URI there = URI.create(origin + legal(from)).resolve(to);
      return isAt(target, there) ? pathAndQuery(there) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isAt(Target target, URI there) {
    String scheme = target.scheme().name();
    String authority = there.getRawAuthority();
    if (authority == null || !scheme.equalsIgnoreCase(there.getScheme())) {
      return false;
    }
    String port = ":" + target.scheme().defaultPort();
    String bare =
        authority.endsWith(port)
            ? authority.substring(0, authority.length() - port.length())
            : authority;
    return bare.toLowerCase(Locale.ROOT).equals(target.authority().toLowerCase(Locale.ROOT));
  }

  private static String pathAndQuery(URI there) {
    String path = there.getRawPath();
    while (path.startsWith("/../")) {
      path = path.substring(3);
    }
    path = path.isEmpty() || path.equals("/..") ? "/" : path;
    return there.getRawQuery() == null ? path : path + "?" + there.getRawQuery();
  }

  private static String pathOf(String whole) {
    int query = whole.indexOf('?');
    return query < 0 ? whole : whole.substring(0, query);
  }

  /// The same with all that may not stand in a URI percent-encoded.
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean lonePercent = c == '%' && !isHex(text, at + 1);
      if (c <= ' ' || c >= 127 || NEVER_IN_A_URI.indexOf(c) >= 0 || lonePercent) {
        legal.append('%').append("0123456789ABCDEF".charAt(c >> 4 & 15));
        legal.append("0123456789ABCDEF".charAt(c & 15));
      } else {
        legal.append(c);
      }
    }
    return legal.toString();
  }

  private static boolean isHex(String text, int from) {
    return from + 1 < text.length()
        && Character.digit(text.charAt(from), 16) >= 0
        && Character.digit(text.charAt(from + 1), 16) >= 0;
  }
}
