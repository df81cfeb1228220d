package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How much of what a target may send.
@Isolated("measures, or takes much of the machine")
class ResponseLimitsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  private final ResponseParser parser = new ResponseParser();

  @Test
  void takesHeadsUpToTheirLimits() {
    String line = "X: " + "a".repeat(ResponseHead.MAX_LINE - 3) + "\r\n";
    String start = "HTTP/1.1 204 No Content\r\n";
    assertThat(ends(start + line + "\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(ends(start + "Y" + line + "\r\n")).isEqualTo(Progress.MALFORMED);
    assertThat(ends(start + "Y" + line)).isEqualTo(Progress.MALFORMED);
    assertThat(ends(start + "a: b\r\n".repeat(ResponseHead.MAX_FIELDS) + "\r\n"))
        .isEqualTo(Progress.COMPLETE);
    assertThat(ends(start + "a: b\r\n".repeat(ResponseHead.MAX_FIELDS + 1) + "\r\n"))
        .isEqualTo(Progress.MALFORMED);
    int lines = 16;
    int fill = ResponseHead.MAX_BYTES - start.length() - 2;
    String each = "X: " + "a".repeat(fill / lines - 5) + "\r\n";
    String rest = each.repeat(lines - 1);
    String last = "X: " + "a".repeat(fill - rest.length() - 5) + "\r\n";
    assertThat(ends(start + rest + last + "\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(ends(start + rest + "Y" + last + "\r\n")).isEqualTo(Progress.MALFORMED);
  }

  @Test
  void givesUpOnInterimAnswersWithoutEnd() {
    String interim = "HTTP/1.1 102 Processing\r\n\r\n";
    String last = "HTTP/1.1 204 No Content\r\n\r\n";
    assertThat(ends(interim.repeat(ResponseParser.MAX_INTERIM) + last))
        .isEqualTo(Progress.COMPLETE);
    assertThat(ends(interim.repeat(ResponseParser.MAX_INTERIM + 1) + last))
        .isEqualTo(Progress.MALFORMED);
  }

  @Test
  void givesUpOnTrailersWithoutEnd() {
    String start = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    assertThat(ends(start + "a: b\r\n".repeat(ResponseHead.MAX_FIELDS) + "\r\n"))
        .isEqualTo(Progress.COMPLETE);
    assertThat(ends(start + "a: b\r\n".repeat(ResponseHead.MAX_FIELDS + 1)))
        .isEqualTo(Progress.MALFORMED);
    assertThat(ends(start + "a".repeat(ResponseHead.MAX_LINE + 1))).isEqualTo(Progress.MALFORMED);
  }

  @Test
  void takesChunkLinesUpToTheirLimit() {
    String full = "0;" + "x".repeat(ResponseHead.MAX_LINE - 2);
    assertThat(ends(CHUNKED + full + "\r\n\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(ends(CHUNKED + full + "x")).isEqualTo(Progress.MALFORMED);
  }

  /// A beginning, and what follows it again and again.
  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "#a: b\r\n",
        OK + "#a",
        OK + "a: b#\r\n c",
        "HTTP/1.1 200 #x",
        "#\r\n",
        "#HTTP/1.1 103 x\r\n\r\n",
        CHUNKED + "#0",
        CHUNKED + "1# ",
        CHUNKED + "1;#x",
        CHUNKED + "0\r\n#a: b\r\n",
        CHUNKED + "0\r\na: b\r\n# \r\n",
        CHUNKED + "0\r\n#a",
        CHUNKED + "0\r\na:#b"
      })
  void refusesWhatHasNoEndBeforeItCostsMuch(String endless) {
    int hash = endless.indexOf('#');
    Progress progress = ends(endless.substring(0, hash));
    ByteBuf again = buffer(endless.substring(hash + 1).repeat(100));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int times = 0; times < 10_000 && progress == Progress.MORE; times++) {
      progress = parser.parse(again.readerIndex(0), 0);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(progress).isEqualTo(Progress.MALFORMED);
    assertThat(allocated).isLessThan(4 * ResponseHead.MAX_BYTES);
  }

  private Progress ends(String text) {
    parser.begin(false, null);
    return parser.parse(buffer(text), 0);
  }

  private static ByteBuf buffer(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
