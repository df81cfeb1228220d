package dev.spate.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// What the cheap target says, whole and byte by byte.
class AnswersTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /// The preface, empty SETTINGS, a HEADERS frame of stream 1 and one of stream 3.
  private static final byte[] HTTP2 =
      HexFormat.of()
          .parseHex(
              "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a"
                  + "000000040000000000"
                  + "00000101050000000182"
                  + "00000101050000000382");

  private static String said(CheapTarget.Answers answers, byte[] bytes, int atATime)
      throws IOException {
    ByteBuffer in = ByteBuffer.allocate(1_000);
    ByteBuffer out = ByteBuffer.allocate(10_000);
    for (int from = 0; from < bytes.length; from += atATime) {
      in.put(bytes, from, Math.min(atATime, bytes.length - from)).flip();
      answers.answer(in, out);
      in.compact();
    }
    return HexFormat.of().formatHex(out.array(), 0, out.position());
  }

  @Test
  void eachRequestOfHttp1HasOneAnswer() throws IOException {
    byte[] three = REQUEST.repeat(3).getBytes(US_ASCII);
    String whole = said(new Http1Answers(), three, three.length);

    assertThat(said(new Http1Answers(), three, 1)).isEqualTo(whole);
    String text = new String(HexFormat.of().parseHex(whole), US_ASCII);
    assertThat(text.split("HTTP/1.1 200 OK\r\n", -1)).hasSize(4);
    assertThat(text).endsWith("Content-Length: 13\r\n\r\nHello, world!");
  }

  @Test
  void eachHeadersFrameOfHttp2HasOneAnswer() throws IOException {
    String fields = "880f0d023133";
    String body = "48656c6c6f2c20776f726c6421";
    String expected =
        "000000040000000000" // its settings
            + "000000040100000000" // theirs are known
            + ("000006010400000001" + fields)
            + ("00000d000100000001" + body)
            + ("000006010400000003" + fields)
            + ("00000d000100000003" + body);

    assertThat(said(new Http2Answers(), HTTP2, HTTP2.length)).isEqualTo(expected);
    assertThat(said(new Http2Answers(), HTTP2, 1)).isEqualTo(expected);
  }

  @Test
  void aBodyIsRefused() {
    byte[] data = HTTP2.clone();
    data[24 + 9 + 3] = 0; // the first HEADERS frame is one of DATA

    assertThatThrownBy(() -> said(new Http2Answers(), data, data.length))
        .isInstanceOf(IOException.class);
  }
}
