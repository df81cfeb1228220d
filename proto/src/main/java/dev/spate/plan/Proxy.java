package dev.spate.plan;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An HTTP proxy that connections go through.
///
/// @param host a name or an address literal, IPv6 without brackets
/// @param port 1 to 65,535
/// @param user for Basic credentials (RFC 7617); empty for none, and never with a colon
/// @param password empty for none
public record Proxy(String host, int port, String user, String password) {
  private static final Pattern URL =
      Pattern.compile("(?i)http://(?:([^/?#]*)@)?(\\[[0-9a-f:.]+]|[a-z0-9_.-]+):([0-9]{1,5})/?");
  private static final Pattern CREDENTIALS = Pattern.compile("(?is)^(http://)?.*@");

  /// @throws IllegalArgumentException outside the ranges above
  public Proxy {
    if (host.isEmpty() || host.length() > 255) {
      throw new IllegalArgumentException("a host has 1 to 255 characters");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
    if (user.indexOf(':') >= 0 || hasControls(user) || hasControls(password)) {
      throw new IllegalArgumentException(
          "a user has no colon, and neither it nor a password has control characters");
    }
    if (user.isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException("a password has a user before it");
    }
  }

  /// Reads `http://host:port` or `http://user:password@host:port`. What of a user or a password has
  /// a meaning in a URL is percent-encoded there: `%40` for `@`.
  ///
  /// @throws IllegalArgumentException for anything else; the message repeats no credentials
  public static Proxy parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a proxy is a URL such as http://127.0.0.1:3128");
    }
    String credentials = parts.group(1) == null ? "" : parts.group(1);
    int colon = credentials.indexOf(':');
    return new Proxy(
        bare(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        decoded(colon < 0 ? credentials : credentials.substring(0, colon)),
        colon < 0 ? "" : decoded(credentials.substring(colon + 1)));
  }

  /// A proxy's URL with something else in the place of its user and password, if it has any.
  /// Whatever stands before an `@` is taken for them, in what is no URL as well.
  public static String masked(String url, String mask) {
    Matcher credentials = CREDENTIALS.matcher(url);
    if (!credentials.find()) {
      return url;
    }
    String scheme = credentials.group(1) == null ? "" : credentials.group(1);
    return scheme + mask + url.substring(credentials.end() - 1);
  }

  /// The value of `Proxy-Authorization`; empty without a user.
  public String authorization() {
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return user.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /// How it is written in a URL, without credentials.
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /// Without the credentials.
  @Override
  public String toString() {
    return "http://" + authority();
  }

  private static String bare(String host) {
    if (host.startsWith("[")) {
      String literal = host.substring(1, host.length() - 1);
      var _ = InetAddress.ofLiteral(literal);
      return literal.toLowerCase(Locale.ROOT);
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // Its message shows a part of what may be a secret.
      throw new IllegalArgumentException("a % in a user or a password is written %25");
    }
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
