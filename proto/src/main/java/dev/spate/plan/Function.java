package dev.spate.plan;

import java.util.Optional;

/// What a hole may compute. Random ones follow from the plan's seed; see [Draws].
public enum Function {
  /// A version 4 UUID.
  UUID("uuid", 0, 0),
  /// A whole number between two, both included.
  RANDOM_INT("randomInt", 2, 2),
  /// So many letters and digits, at most 10,000.
  RANDOM_STRING("randomString", 1, 1),
  /// The wall clock: milliseconds since 1970, or in the format `iso` or `s`.
  NOW("now", 0, 1),
  /// Of the bytes in UTF-8, with padding (RFC 4648 §4).
  BASE64("base64", 1, 1),
  /// Percent-encoded, as [Template.Encoding#URL].
  URL_ENCODE("urlEncode", 1, 1),
  /// One text after the other.
  CONCAT("concat", 1, 1_000),
  /// The keyed hash of a text in hexadecimal: algorithm (`sha1`, `sha256`, `sha512`), key, text.
  HMAC("hmac", 3, 3),
  UPPER("upper", 1, 1),
  LOWER("lower", 1, 1);

  private final String id;
  private final int least;
  private final int most;

  Function(String id, int least, int most) {
    this.id = id;
    this.least = least;
    this.most = most;
  }

  /// Its name in plans.
  public String id() {
    return id;
  }

  /// The number of its arguments at least.
  public int least() {
    return least;
  }

  /// The number of its arguments at most.
  public int most() {
    return most;
  }

  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /// The one with this name in plans.
  public static Optional<Function> named(String id) {
    for (Function function : values()) {
      if (function.id.equals(id)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
