package dev.spate.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// An answer for each empty line: requests have no bodies.
final class Http1Answers implements CheapTarget.Answers {
  private static final byte[] ANSWER =
      """
      HTTP/1.1 200 OK
      Content-Type: text/plain
      Content-Length: 13

      Hello, world!\
      """
          .replace("\n", "\r\n")
          .getBytes(US_ASCII);

  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

  /// How much of [#END] the last bytes were.
  private int matched;

  @Override
  public void answer(ByteBuffer in, ByteBuffer out) {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == END[matched]) {
        matched++;
      } else {
        matched = next == END[0] ? 1 : 0;
      }
      if (matched == END.length) {
        matched = 0;
        out.put(ANSWER);
      }
    }
  }
}
