package dev.spate.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

/// How a value is written in its place.
final class Encodings {
  private static final String HEX = "0123456789ABCDEF";

  private Encodings() {}

  /// Each byte but the unreserved characters of RFC 3986 §2.3 percent-encoded.
  static String url(String value) {
    if (value.chars().allMatch(Encodings::isUnreserved)) {
      return value;
    }
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    for (byte each : value.getBytes(UTF_8)) {
      if (isUnreserved(each)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  /// What has to be escaped in a JSON text (RFC 8259 §7) is.
  static String json(String value) {
    if (value.chars().noneMatch(Encodings::isEscapedInJson)) {
      return value;
    }
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '"' || c == '\\') {
        encoded.append('\\').append(c);
      } else if (c < ' ') {
        encoded.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }

  private static boolean isEscapedInJson(int c) {
    return c < ' ' || c == '"' || c == '\\';
  }
}
