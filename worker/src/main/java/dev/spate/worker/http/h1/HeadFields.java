package dev.spate.worker.http.h1;

import dev.spate.plan.Header;
import java.nio.charset.StandardCharsets;

/// What the head of an answer says about its end (RFC 9112): the status, how long the body is, and
/// whether the connection lives on. Strict where two readers could see different answers; lenient
/// about bare line feeds, a missing reason phrase and folded lines.
final class HeadFields {
  /// The head gives no length.
  static final long NO_LENGTH = -1;

  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] CHUNKED = ascii("chunked");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] KEEP_ALIVE = ascii("keep-alive");
  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (int c = 0; c < TOKEN.length; c++) {
      TOKEN[c] = Header.isToken(c);
    }
  }

  private byte[] bytes = {};
  private int status;
  private long contentLength;
  private boolean coded;
  private boolean chunked;
  private boolean closes;
  private boolean keepsAlive;
  private boolean atLeastHttp11;

  /// 100 to 599.
  int status() {
    return status;
  }

  /// In bytes, or [#NO_LENGTH].
  long contentLength() {
    return contentLength;
  }

  /// Whether there is a transfer coding at all; then the content length means nothing.
  boolean coded() {
    return coded;
  }

  /// Whether the last transfer coding is `chunked`.
  boolean chunked() {
    return chunked;
  }

  /// Whether the target wants to keep the connection. A head with both a transfer coding and a
  /// content length may have been tampered with: the connection is not used again.
  boolean keepAlive() {
    return !closes && (atLeastHttp11 || keepsAlive) && !(coded && contentLength != NO_LENGTH);
  }

  /// Reads a whole head.
  ///
  /// @param head its bytes
  /// @param length with the empty line
  /// @return whether it is valid
  boolean read(byte[] head, int length) {
    bytes = head;
    contentLength = NO_LENGTH;
    coded = false;
    chunked = false;
    closes = false;
    keepsAlive = false;
    int end = lineEnd(0);
    if (!statusLine(contentEnd(0, end))) {
      return false;
    }
    int start = end + 1;
    while (contentEnd(start, lineEnd(start)) > start) {
      end = foldedEnd(start, length);
      if (!field(start, contentEnd(start, end))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private int lineEnd(int start) {
    int at = start;
    while (bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private int contentEnd(int start, int lineEnd) {
    return lineEnd > start && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }

  /// Where the last line of a field ends: a line that starts with a blank continues the one before.
  private int foldedEnd(int start, int length) {
    int end = lineEnd(start);
    while (end + 1 < length && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t')) {
      end = lineEnd(end + 1);
    }
    return end;
  }

  /// `HTTP/1.x SP 3DIGIT [SP reason]`; that it starts with `HTTP/1.` is known by now.
  private boolean statusLine(int end) {
    if (end < 12 || (end > 12 && bytes[12] != ' ') || bytes[8] != ' ') {
      return false;
    }
    int minor = bytes[7];
    int number = 0;
    for (int at = 9; at < 12; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
      number = 10 * number + bytes[at] - '0';
    }
    atLeastHttp11 = minor == '1';
    status = number;
    return (minor == '0' || minor == '1') && number >= 100 && number <= 599 && plain(12, end);
  }

  private boolean field(int start, int end) {
    int colon = start;
    while (colon < end && bytes[colon] >= 0 && TOKEN[bytes[colon]]) {
      colon++;
    }
    if (colon == start || colon == end || bytes[colon] != ':' || !plain(colon + 1, end)) {
      return false;
    }
    return switch (colon - start) {
      case 10 -> !same(start, colon, CONNECTION) || connection(colon + 1, end);
      case 14 -> !same(start, colon, CONTENT_LENGTH) || contentLengths(colon + 1, end);
      case 17 -> !same(start, colon, TRANSFER_ENCODING) || codings(colon + 1, end);
      default -> true;
    };
  }

  /// Whether there are no control characters but tabs, and line ends only where a line is folded.
  private boolean plain(int start, int end) {
    for (int at = start; at < end; at++) {
      int c = bytes[at];
      if ((c >= 0 && c < ' ' && c != '\t' && !foldAt(at, end)) || c == 127) {
        return false;
      }
    }
    return true;
  }

  private boolean foldAt(int at, int end) {
    return bytes[at] == '\n' || (bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n');
  }

  private boolean connection(int start, int end) {
    for (int from = start; from <= end; ) {
      int comma = elementEnd(from, end);
      int first = skipBlanks(from, comma);
      int last = trimBlanks(first, comma);
      closes |= same(first, last, CLOSE);
      keepsAlive |= same(first, last, KEEP_ALIVE);
      from = comma + 1;
    }
    return true;
  }

  /// All lengths, repeated or listed, have to be one and the same (RFC 9110 §8.6).
  private boolean contentLengths(int start, int end) {
    for (int from = start; from <= end; ) {
      int comma = elementEnd(from, end);
      int first = skipBlanks(from, comma);
      long value = number(first, trimBlanks(first, comma));
      if (value < 0 || (contentLength != NO_LENGTH && contentLength != value)) {
        return false;
      }
      contentLength = value;
      from = comma + 1;
    }
    return true;
  }

  private boolean codings(int start, int end) {
    for (int from = start; from <= end; ) {
      int comma = elementEnd(from, end);
      int first = skipBlanks(from, comma);
      int last = trimBlanks(first, comma);
      if (last > first) {
        if (chunked) {
          return false; // nothing may come after it, itself least of all
        }
        coded = true;
        chunked = same(first, last, CHUNKED);
      }
      from = comma + 1;
    }
    return true;
  }

  private int elementEnd(int from, int end) {
    int at = from;
    while (at < end && bytes[at] != ',') {
      at++;
    }
    return at;
  }

  private int skipBlanks(int from, int end) {
    int at = from;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private int trimBlanks(int from, int end) {
    int at = end;
    while (at > from && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  /// Spaces and tabs, and the line ends inside a folded value.
  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private long number(int start, int end) {
    if (end == start || end - start > 18) {
      return -1;
    }
    long value = 0;
    for (int at = start; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return -1;
      }
      value = 10 * value + bytes[at] - '0';
    }
    return value;
  }

  private boolean same(int start, int end, byte[] lowerCase) {
    if (end - start != lowerCase.length) {
      return false;
    }
    for (int at = 0; at < lowerCase.length; at++) {
      int c = bytes[start + at];
      if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase[at]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
