package dev.spate.worker.http.h1;

import dev.spate.answer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What the head of an answer says about its end (RFC 9112): the status, how long the body is, and
/// whether the connection lives on. Strict where two readers could see different answers; lenient
/// about bare line feeds, a missing reason phrase and folded lines. docs/http1.md has the choices.
final class HeadFields {
  /// The head gives no length.
  static final long NO_LENGTH = -1;

  /// What an invalid status, such as 999, is taken for: a client treats it as one of 5xx (RFC 9110
  /// §15).
  static final int INVALID_STATUS = 599;

  private static final int MALFORMED = -1;

  /// Where the three digits of the status end.
  private static final int STATUS_END = 12;

  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] SET_COOKIE = ascii("set-cookie");
  private static final byte[] CONNECTION = ascii("connection");
  private static final byte[] CHUNKED = ascii("chunked");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] KEEP_ALIVE = ascii("keep-alive");

  private final ListElements elements = new ListElements();
  private byte[] bytes = {};
  private int status;
  private long contentLength;
  private boolean coded;
  private boolean chunked;
  private boolean everChunked;
  private boolean closes;
  private boolean keepsAlive;
  private boolean setsCookies;
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

  /// Whether a field is `Set-Cookie`.
  boolean setsCookies() {
    return setsCookies;
  }

  /// Reads a whole head.
  ///
  /// @param head begins with it, and it ends with its first empty line: so every step below, which
  ///   stops at a line feed, stops inside of it
  /// @return whether it is valid
  boolean read(byte[] head) {
    bytes = head;
    contentLength = NO_LENGTH;
    coded = false;
    chunked = false;
    everChunked = false;
    closes = false;
    keepsAlive = false;
    setsCookies = false;
    int line = statusLine() ? lineEnd(STATUS_END) : MALFORMED;
    while (line != MALFORMED) {
      line = nextLine(line);
      if (isEmptyLine(line)) {
        return atLeastHttp11 || !coded; // HTTP/1.0 knows no transfer codings: the end is in doubt
      }
      line = field(line);
    }
    return false;
  }

  /// Tells what a head says that is valid, and has just been read.
  void tell(Answer answer) {
    answer.onStatus(status);
    int line = nextLine(lineEnd(STATUS_END));
    while (!isEmptyLine(line)) {
      int colon = colon(line);
      int lineEnd = lineEnd(colon + 1);
      int end = end(lineEnd);
      tell(answer, line, colon, end, end != lineEnd);
      line = nextLine(end);
    }
  }

  private void tell(Answer answer, int start, int colon, int end, boolean folded) {
    byte[] from = folded ? unfolded(end) : bytes;
    int value = colon + 1;
    int valueEnd = end;
    while (value < valueEnd && Octets.isBlank(from[value])) {
      value++;
    }
    while (valueEnd > value && Octets.isBlank(from[valueEnd - 1])) {
      valueEnd--;
    }
    answer.onField(from, start, colon, value, valueEnd);
  }

  /// A line end within a field is as good as a blank (RFC 9112 §5.2).
  private byte[] unfolded(int end) {
    byte[] changed = Arrays.copyOf(bytes, end);
    for (int at = 0; at < end; at++) {
      if (changed[at] == '\r' || changed[at] == '\n') {
        changed[at] = ' ';
      }
    }
    return changed;
  }

  /// `HTTP/1.x SP 3DIGIT [SP reason]`; that it starts with `HTTP/1.` is known by now. A later
  /// HTTP/1 is read as HTTP/1.1 (RFC 9110 §2.5).
  private boolean statusLine() {
    if (!isDigit(bytes[7]) || bytes[8] != ' ') {
      return false;
    }
    int number = 0;
    for (int at = 9; at < STATUS_END; at++) {
      if (!isDigit(bytes[at])) {
        return false;
      }
      number = 10 * number + bytes[at] - '0';
    }
    atLeastHttp11 = bytes[7] > '0';
    status = number >= 100 && number <= 599 ? number : INVALID_STATUS;
    return bytes[STATUS_END] == ' ' || bytes[STATUS_END] == '\r' || bytes[STATUS_END] == '\n';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /// Where the text from `at` on ends: at a line end, or else it is [#MALFORMED].
  private int lineEnd(int at) {
    int end = at;
    while (Octets.isText(bytes[end])) {
      end++;
    }
    return bytes[end] == '\n' || (bytes[end] == '\r' && bytes[end + 1] == '\n') ? end : MALFORMED;
  }

  private int nextLine(int lineEnd) {
    return bytes[lineEnd] == '\n' ? lineEnd + 1 : lineEnd + 2;
  }

  private boolean isEmptyLine(int line) {
    return bytes[line] == '\n' || (bytes[line] == '\r' && bytes[line + 1] == '\n');
  }

  /// Reads a field with all its lines: one that starts with a blank continues the one before.
  ///
  /// @return where it ends, or [#MALFORMED]
  private int field(int start) {
    int colon = colon(start);
    if (colon == start || bytes[colon] != ':') {
      return MALFORMED;
    }
    int end = end(lineEnd(colon + 1));
    return end != MALFORMED && says(start, colon, end) ? end : MALFORMED;
  }

  /// Where the name of a field ends.
  private int colon(int start) {
    int colon = start;
    while (Octets.isToken(bytes[colon])) {
      colon++;
    }
    return colon;
  }

  /// Where a field ends whose first line ends there.
  private int end(int lineEnd) {
    int end = lineEnd;
    while (end != MALFORMED && Octets.isBlank(bytes[nextLine(end)])) {
      end = lineEnd(nextLine(end));
    }
    return end;
  }

  /// @return whether it makes sense
  private boolean says(int start, int colon, int end) {
    return switch (colon - start) {
      case 10 -> ofTenLetters(start, colon, end);
      case 14 -> !named(start, colon, CONTENT_LENGTH) || contentLengths(colon + 1, end);
      case 17 -> !named(start, colon, TRANSFER_ENCODING) || codings(colon + 1, end);
      default -> true;
    };
  }

  private boolean ofTenLetters(int start, int colon, int end) {
    setsCookies |= named(start, colon, SET_COOKIE);
    return !named(start, colon, CONNECTION) || connection(colon + 1, end);
  }

  private boolean named(int start, int colon, byte[] lowerCase) {
    return ListElements.same(bytes, start, colon, lowerCase);
  }

  private boolean connection(int start, int end) {
    ListElements each = elements.over(bytes, start, end);
    while (each.advance()) {
      closes |= each.is(CLOSE);
      keepsAlive |= each.is(KEEP_ALIVE);
    }
    return true;
  }

  /// All lengths, repeated or listed, have to be one and the same (RFC 9110 §8.6).
  private boolean contentLengths(int start, int end) {
    ListElements each = elements.over(bytes, start, end);
    while (each.advance()) {
      long value = each.number();
      if (value == ListElements.NO_NUMBER
          || (contentLength != NO_LENGTH && contentLength != value)) {
        return false;
      }
      contentLength = value;
    }
    return true;
  }

  /// `chunked` comes at most once, and without parameters (RFC 9112 §6.1, §7.1). Where it is not
  /// the last one, the answer ends with its connection (§6.3).
  private boolean codings(int start, int end) {
    boolean any = false;
    ListElements each = elements.over(bytes, start, end);
    while (each.advance()) {
      if (each.isEmpty()) {
        continue; // RFC 9110 §5.6.1.2
      }
      chunked = each.is(CHUNKED);
      if ((chunked && everChunked) || !(each.isToken() || isOtherCodingWithParameters(each))) {
        return false;
      }
      everChunked |= chunked;
      any = true;
    }
    coded |= any;
    return any;
  }

  private static boolean isOtherCodingWithParameters(ListElements coding) {
    return coding.isTokenWithParameters() && !coding.isNamed(CHUNKED);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
