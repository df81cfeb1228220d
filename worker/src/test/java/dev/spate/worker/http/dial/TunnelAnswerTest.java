package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.worker.http.dial.TunnelAnswer.Said;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelAnswerTest {
  private static Said read(TunnelAnswer answer, String bytes) {
    return answer.read(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
  }

  /// Whole, and cut in two at every byte.
  private static void assertSaid(String bytes, Said expected) {
    assertThat(read(new TunnelAnswer(), bytes)).isEqualTo(expected);
    for (int cut = 1; cut < bytes.length(); cut++) {
      TunnelAnswer answer = new TunnelAnswer();
      Said first = read(answer, bytes.substring(0, cut));
      Said last = first == Said.MORE ? read(answer, bytes.substring(cut)) : first;
      assertThat(last).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 Connection established\r\n\r\n",
        "HTTP/1.0 200\r\n\r\n",
        "HTTP/1.1 204 \r\nVia: 1.1 p\r\nX: y\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
      })
  void opens(String bytes) {
    assertSaid(bytes, Said.OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nno!",
        "HTTP/1.1 301 Moved\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "\r\n\r\n",
        "\u0015\u0003\u0001"
      })
  void refuses(String bytes) {
    assertSaid(bytes, Said.REFUSED);
  }

  @Test
  void refusesATargetThatSpeaksFirst() {
    assertThat(read(new TunnelAnswer(), "HTTP/1.1 200 OK\r\n\r\nhello")).isEqualTo(Said.REFUSED);
  }

  @Test
  void refusesAHeadWithoutEnd() {
    TunnelAnswer answer = new TunnelAnswer();
    assertThat(read(answer, "HTTP/1.1 200 OK\r\n")).isEqualTo(Said.MORE);
    String line = "X: " + "y".repeat(1_000) + "\r\n";
    Said said = Said.MORE;
    for (int i = 0; i < 17 && said == Said.MORE; i++) {
      said = read(answer, line);
    }
    assertThat(said).isEqualTo(Said.REFUSED);
  }
}
