package dev.spate.worker.http.h2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/// What the name of a field in an answer means to us. Read from the name once, and kept with it in
/// the tables of HPACK.
enum FieldKind {
  /// `:status`
  STATUS,
  /// `content-length`
  CONTENT_LENGTH,
  /// Nothing that we look at.
  OTHER,
  /// A pseudo-header that no answer has.
  WRONG_PSEUDO,
  /// No valid name, or one that belongs to a connection of HTTP/1.1 (RFC 9113 §8.2).
  INVALID;

  /// The [#number] of a value that is none.
  static final long NO_NUMBER = -1;

  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private static final int SHORTEST_OF_CONNECTIONS = 7;
  private static final int LONGEST_OF_CONNECTIONS = 17;
  private static final byte[] STATUS_NAME = ":status".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] LENGTH_NAME = "content-length".getBytes(StandardCharsets.ISO_8859_1);

  static FieldKind of(byte[] bytes, int from, int length) {
    if (length == 0) {
      return INVALID;
    }
    if (bytes[from] == ':') {
      return equal(bytes, from, length, STATUS_NAME) ? STATUS : WRONG_PSEUDO;
    }
    for (int at = from; at < from + length; at++) {
      if (!isOfName(bytes[at])) {
        return INVALID;
      }
    }
    if (length >= SHORTEST_OF_CONNECTIONS
        && length <= LONGEST_OF_CONNECTIONS
        && isOfConnections(bytes, from, length)) {
      return INVALID;
    }
    return equal(bytes, from, length, LENGTH_NAME) ? CONTENT_LENGTH : OTHER;
  }

  /// Whether the value is looked at.
  boolean hasNumber() {
    return this == STATUS || this == CONTENT_LENGTH;
  }

  /// The number that a value of this kind stands for, or [#NO_NUMBER].
  long number(byte[] bytes, int from, int length) {
    return switch (this) {
      case STATUS -> length == 3 ? digits(bytes, from, length) : NO_NUMBER;
      case CONTENT_LENGTH -> length >= 1 && length <= 18 ? digits(bytes, from, length) : NO_NUMBER;
      case OTHER, WRONG_PSEUDO, INVALID -> NO_NUMBER;
    };
  }

  private static long digits(byte[] bytes, int from, int length) {
    long number = 0;
    for (int at = from; at < from + length; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  /// RFC 9113 §8.2.1: neither control characters nor spaces, upper case, colons or beyond ASCII.
  private static boolean isOfName(byte character) {
    return character > 0x20
        && character < 0x7f
        && character != ':'
        && (character < 'A' || character > 'Z');
  }

  /// Names of this length and first letter are rare enough for a string.
  private static boolean isOfConnections(byte[] bytes, int from, int length) {
    return switch (bytes[from]) {
      case 'c', 'k', 'p', 't', 'u' ->
          OF_CONNECTIONS.contains(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
      default -> false;
    };
  }

  private static boolean equal(byte[] bytes, int from, int length, byte[] name) {
    return Arrays.equals(bytes, from, from + length, name, 0, name.length);
  }
}
