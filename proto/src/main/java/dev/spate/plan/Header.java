package dev.spate.plan;

/// One header field of a request.
///
/// @param name an RFC 9110 token
/// @param value visible characters, spaces and tabs; no line breaks
public record Header(String name, String value) {
  /// The longest value of a header.
  public static final int MAX_VALUE = 16_384;

  /// @throws IllegalArgumentException where a server could read more than one header out of it
  public Header {
    if (name.isEmpty() || name.length() > 256 || !name.chars().allMatch(Header::isToken)) {
      throw new IllegalArgumentException("not the name of a header: '" + name + "'");
    }
    if (value.length() > MAX_VALUE
        || !value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 256 && c != 127))) {
      throw new IllegalArgumentException(
          "the value of header " + name + " has characters that no header may have");
    }
  }

  /// Whether a character may stand in a token (RFC 9110 §5.6.2).
  public static boolean isToken(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }
}
