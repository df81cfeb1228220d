package dev.spate.worker.http.h1;

import dev.spate.plan.Header;

/// What an octet of a head may be part of (RFC 9110 §5.5 and §5.6.2).
final class Octets {
  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] TEXT = new boolean[256];

  static {
    for (int c = 0; c < 256; c++) {
      TOKEN[c] = Header.isToken(c);
      TEXT[c] = c == '\t' || (c >= ' ' && c != 127);
    }
  }

  private Octets() {}

  /// Whether it may stand in a name.
  static boolean isToken(byte c) {
    return TOKEN[c & 0xff];
  }

  /// Whether it may stand in a value, a reason phrase or a chunk extension: all but control
  /// characters, of which the tab alone is allowed.
  static boolean isText(byte c) {
    return TEXT[c & 0xff];
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
