package dev.spate.coordinator.plan;

import dev.spate.plan.Target;
import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `target`: an `http` or `https` URL without user, query and fragment.
final class TargetReader {
  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\[\\]:]+)(?::([0-9]{1,5}))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*)");
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");

  private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");
  private static final int LONGEST = 2_000;

  private final Value value;

  private TargetReader(Value value) {
    this.value = value;
  }

  static Optional<Target> read(Value value) {
    return value.text("a URL").flatMap(text -> new TargetReader(value).target(text));
  }

  /// Whether a text can be the host of a URL, an IPv6 address without brackets.
  static boolean isHost(String host) {
    if (host.length() > 255) {
      return false;
    }
    if (host.indexOf(':') >= 0 || NUMERIC.matcher(host).matches()) {
      return isLiteral(host);
    }
    return NAME.matcher(host).matches();
  }

  /// Whether a text is an address, and means the same on every machine.
  static boolean isLiteral(String host) {
    try {
      var _ = InetAddress.ofLiteral(host);
      return host.indexOf('%') < 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private Optional<Target> target(String text) {
    if (text.length() > LONGEST) {
      return refuse("must have at most " + LONGEST + " characters", "");
    }
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      boolean slashes = text.contains("//") || text.isBlank();
      return refuse(
          "must be a URL such as https://shop.example, not " + value.shown(),
          slashes ? "" : "did you mean http://" + Paths.printable(text) + "?");
    }
    String scheme = url.group(1).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return refuse("must begin with http:// or https://, not " + scheme + "://", "");
    }
    if (url.group(2).indexOf('@') >= 0) {
      return refuse(
          "must not have a user or a password", "send an authorization header in http.headers");
    }
    if (url.group(4) != null || url.group(5) != null) {
      return refuse(
          "must not have a query or a fragment", "a query belongs to the path of a request");
    }
    return authority(scheme, url.group(2), url.group(3));
  }

  private Optional<Target> authority(String schemeName, String text, String path) {
    Matcher authority = AUTHORITY.matcher(text);
    if (!authority.matches()) {
      return refuse(
          "has no valid host", text.isEmpty() ? "" : "an IPv6 address stands in brackets: [::1]");
    }
    String host = authority.group(1);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (!isHost(bare)) {
      return refuse("has no valid host: " + Paths.printable(bare), ascii(bare));
    }
    Target.Scheme scheme = schemeName.equals("http") ? Target.Scheme.HTTP : Target.Scheme.HTTPS;
    int port =
        authority.group(2) == null ? scheme.defaultPort() : Integer.parseInt(authority.group(2));
    if (port < 1 || port > 65_535) {
      return refuse("a port is 1 to 65535, not " + port, "");
    }
    String basePath = SLASHES_AT_END.matcher(path).replaceFirst("");
    if (!basePath.chars().allMatch(c -> c > ' ' && c < 127)) {
      return refuse("the path has characters that need percent-encoding", "a space is %20");
    }
    return Optional.of(new Target(scheme, bare.toLowerCase(Locale.ROOT), port, basePath));
  }

  /// The form in which a name beyond ASCII is sent.
  private static String ascii(String host) {
    try {
      String ascii = IDN.toASCII(host);
      return NAME.matcher(ascii).matches() && !ascii.equals(host)
          ? "did you mean " + ascii + "?"
          : "";
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private Optional<Target> refuse(String message, String suggestion) {
    value.problem(message, suggestion);
    return Optional.empty();
  }
}
