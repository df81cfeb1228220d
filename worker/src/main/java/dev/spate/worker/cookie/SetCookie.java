package dev.spate.worker.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a field `Set-Cookie` says, read as browsers do (RFC 6265 §5.2): the last of several
/// attributes of a name counts, and one that is not understood is as good as none.
final class SetCookie {
  /// The longest that is taken.
  static final int MAX_LENGTH = 4_096;

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final int MOST_DIGITS = 10;
  private static final long SECOND_NS = 1_000_000_000L;

  /// No run takes ten years.
  private static final long FOR_GOOD_S = 10L * 366 * 86_400;

  private final String name;
  private final String value;
  private String domain = "";
  private String path = "";
  private boolean secure;

  /// In seconds from now.
  private Optional<Long> maxAge = Optional.empty();

  private Optional<Instant> expires = Optional.empty();

  private SetCookie(String name, String value) {
    this.name = name;
    this.value = value;
  }

  /// @param field the value of the header, a character for each byte
  /// @return nothing for what is no cookie, is too long, or could not be sent in a header
  static Optional<SetCookie> read(String field) {
    String[] parts = field.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 0 || field.length() > MAX_LENGTH || field.chars().anyMatch(SetCookie::isControl)) {
      return Optional.empty();
    }
    String name = parts[0].substring(0, equals).strip();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    SetCookie read = new SetCookie(name, parts[0].substring(equals + 1).strip());
    for (int part = 1; part < parts.length; part++) {
      read.onAttribute(parts[part]);
    }
    return Optional.of(read);
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t') || c == 127;
  }

  private void onAttribute(String attribute) {
    int equals = attribute.indexOf('=');
    String key = (equals < 0 ? attribute : attribute.substring(0, equals)).strip();
    String said = equals < 0 ? "" : attribute.substring(equals + 1).strip();
    switch (key.toLowerCase(Locale.ROOT)) {
      case "domain" -> {
        String named = said.startsWith(".") ? said.substring(1) : said;
        domain = named.isEmpty() ? domain : named.toLowerCase(Locale.ROOT);
      }
      case "path" -> path = said;
      case "secure" -> secure = true;
      case "max-age" -> maxAge = seconds(said).or(() -> maxAge);
      case "expires" -> expires = CookieDate.read(said).or(() -> expires);
      default -> {} // HttpOnly and SameSite are about what scripts and other sites may do
    }
  }

  /// More digits than make a date are for good.
  private static Optional<Long> seconds(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.startsWith("-")) {
      return Optional.of(0L);
    }
    return Optional.of(text.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text));
  }

  /// The cookie (RFC 6265 §5.3).
  ///
  /// @param requested the path of the request that was answered
  /// @return nothing where the host may not set it
  Optional<Cookie> toCookie(CookieOrigin origin, String requested, long nowNs) {
    if (!domain.isEmpty() && !origin.isWithin(domain)) {
      return Optional.empty();
    }
    String where = path.startsWith("/") ? path : defaultPath(requested);
    return Optional.of(new Cookie(name, value, domain, where, secure, expiresNs(nowNs)));
  }

  /// The directory of a path (RFC 6265 §5.1.4).
  private static String defaultPath(String requested) {
    int slash = requested.lastIndexOf('/');
    return slash <= 0 ? "/" : requested.substring(0, slash);
  }

  private long expiresNs(long nowNs) {
    if (maxAge.isPresent()) {
      return after(nowNs, maxAge.get());
    }
    return expires
        .map(date -> after(nowNs, Duration.between(Instant.now(), date).toSeconds()))
        .orElse(Long.MAX_VALUE);
  }

  private static long after(long nowNs, long seconds) {
    if (seconds <= 0) {
      return Long.MIN_VALUE;
    }
    return seconds > FOR_GOOD_S ? Long.MAX_VALUE : nowNs + seconds * SECOND_NS;
  }
}
