package dev.spate.worker.http.h1;

/// A walk over the elements of a comma-separated value (RFC 9110 §5.6.1), without the blanks around
/// them. A line end inside the value is that of a folded line, and so a blank. Used again and
/// again.
final class ListElements {
  /// What is no number, or too great a one.
  static final long NO_NUMBER = -1;

  /// The greatest number, so that no sum with another one overflows.
  static final long MAX_NUMBER = 999_999_999_999_999_999L;

  private byte[] bytes = {};
  private int next;
  private int end;
  private int first;
  private int last;

  /// Begins a walk; there is at least one element, be it empty.
  ListElements over(byte[] value, int from, int to) {
    bytes = value;
    next = from;
    end = to;
    return this;
  }

  /// Goes on to the next element, if there is one.
  boolean advance() {
    if (next > end) {
      return false;
    }
    int comma = next;
    while (comma < end && bytes[comma] != ',') {
      comma++;
    }
    first = next;
    last = comma;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    next = comma + 1;
    return true;
  }

  boolean isEmpty() {
    return first == last;
  }

  /// Whether the element is a word, in any case.
  boolean is(byte[] lowerCase) {
    return same(bytes, first, last, lowerCase);
  }

  /// Whether the element is a name without parameters.
  boolean isToken() {
    return tokenEnd() == last && first < last;
  }

  /// Whether the element is a name followed by parameters. Parameters with quotes could hide a
  /// comma and are not taken for any.
  boolean isTokenWithParameters() {
    int at = tokenEnd();
    if (at == first) {
      return false;
    }
    while (at < last && isBlank(bytes[at])) {
      at++;
    }
    boolean parameters = at < last && bytes[at] == ';';
    while (at < last && bytes[at] != '"') {
      at++;
    }
    return parameters && at == last;
  }

  /// Whether the name that the element begins with is a word, in any case.
  boolean isNamed(byte[] lowerCase) {
    return same(bytes, first, tokenEnd(), lowerCase);
  }

  /// The element as a number.
  ///
  /// @return 0 to [#MAX_NUMBER], or [#NO_NUMBER]
  long number() {
    long value = isEmpty() ? NO_NUMBER : 0;
    for (int at = first; at < last; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || value > (MAX_NUMBER - digit) / 10) {
        return NO_NUMBER;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /// Whether some bytes are a word, in any case.
  static boolean same(byte[] bytes, int from, int to, byte[] lowerCase) {
    if (to - from != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int c = bytes[from + at];
      if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }

  private int tokenEnd() {
    int at = first;
    while (at < last && Octets.isToken(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte c) {
    return Octets.isBlank(c) || c == '\r' || c == '\n';
  }
}
