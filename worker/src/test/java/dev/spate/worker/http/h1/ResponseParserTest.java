package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
  /// What reading some bytes led to.
  private record Reading(
      Progress progress, int status, boolean keepAlive, Progress close, int left) {}

  private final ResponseParser parser = new ResponseParser();

  static Stream<SampleAnswers.Sample> valid() {
    return SampleAnswers.VALID.stream();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void findsTheEndOfAnAnswerWhereverItIsSplit(SampleAnswers.Sample sample) {
    byte[] bytes = sample.bytes();
    for (int split = 0; split <= bytes.length; split++) {
      check(sample, read(sample, bytes, split));
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void findsTheEndOfAnAnswerThatComesByteByByte(SampleAnswers.Sample sample) {
    byte[] bytes = sample.bytes();
    int[] everywhere = new int[bytes.length];
    for (int i = 0; i < everywhere.length; i++) {
      everywhere[i] = i;
    }
    check(sample, read(sample, bytes, everywhere));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void leavesWhatFollowsAnAnswerUnread(SampleAnswers.Sample sample) {
    if (!sample.untilClose()) {
      byte[] bytes = (sample.text() + "HTTP/1.1 200 surplus").getBytes(StandardCharsets.ISO_8859_1);
      Reading reading = read(sample, bytes);
      assertThat(reading.progress()).isEqualTo(Progress.COMPLETE);
      assertThat(reading.left()).isEqualTo("HTTP/1.1 200 surplus".length());
    }
  }

  @Test
  void readsAnyAnswersOneAfterTheOtherHoweverTheyAreSplit() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      SampleAnswers.Sample sample =
          SampleAnswers.VALID.get(random.nextInt(SampleAnswers.VALID.size()));
      byte[] bytes = sample.bytes();
      int first = random.nextInt(bytes.length + 1);
      int second = first + random.nextInt(bytes.length - first + 1);
      check(sample, read(sample, bytes, first, second));
    }
  }

  static Stream<String> malformed() {
    return SampleAnswers.MALFORMED.stream();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsNoAnswerWhereverItIsSplit(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    SampleAnswers.Sample any = SampleAnswers.VALID.getFirst();
    for (int split = 0; split <= bytes.length; split++) {
      assertThat(read(any, bytes, split).progress()).isEqualTo(Progress.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X", "HTTQ", "HTTP/2", "HTTP/1/"})
  void refusesWhatCannotBecomeAnAnswerWithoutWaitingForALine(String beginning) {
    assertThat(read(SampleAnswers.VALID.getFirst(), beginning.getBytes(StandardCharsets.UTF_8)))
        .extracting(Reading::progress)
        .isEqualTo(Progress.MALFORMED);
  }

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
  void tellsWhenTheFirstByteOfTheFinalAnswerCame() {
    parser.begin(false);
    parse("HTTP/1.1 103 Early Hi", 10);
    parse("nts\r\n\r\n", 20);
    assertThat(parser.touched()).isTrue();
    parse("H", 30);
    parse("TTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", 40);
    assertThat(parse("x", 50)).isEqualTo(Progress.COMPLETE);
    assertThat(parser.firstByteNs()).isEqualTo(30);
    parser.begin(false);
    assertThat(parser.touched()).isFalse();
    parse("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 60);
    assertThat(parser.firstByteNs()).isEqualTo(60);
  }

  @Test
  void forgetsAnAnswerThatWasCutOff() {
    parser.begin(false);
    parse("HTTP/1.1 200 OK\r\nContent-Le", 0);
    parser.begin(false);
    assertThat(parse("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 0))
        .isEqualTo(Progress.COMPLETE);
    assertThat(parser.status()).isEqualTo(404);
  }

  private Progress ends(String text) {
    parser.begin(false);
    return parse(text, 0);
  }

  private Progress parse(String text, long nowNs) {
    return parser.parse(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)), nowNs);
  }

  private static void check(SampleAnswers.Sample sample, Reading reading) {
    assertThat(reading.status()).as("%s", sample).isEqualTo(sample.status());
    assertThat(reading.keepAlive()).as("%s", sample).isEqualTo(sample.keepAlive());
    assertThat(reading.left()).as("%s", sample).isZero();
    if (sample.untilClose()) {
      assertThat(reading.progress()).as("%s", sample).isEqualTo(Progress.MORE);
      assertThat(reading.close()).as("%s", sample).isEqualTo(Progress.COMPLETE);
    } else {
      assertThat(reading.progress()).as("%s", sample).isEqualTo(Progress.COMPLETE);
    }
  }

  /// Gives the parser the bytes in pieces.
  private Reading read(SampleAnswers.Sample sample, byte[] bytes, int... splits) {
    parser.begin(sample.toHead());
    ByteBuf in = Unpooled.buffer(Math.max(1, bytes.length));
    Progress progress = Progress.MORE;
    for (int piece = 0; piece <= splits.length && progress == Progress.MORE; piece++) {
      int to = piece == splits.length ? bytes.length : splits[piece];
      in.writeBytes(bytes, in.writerIndex(), to - in.writerIndex());
      progress = parser.parse(in, 0);
    }
    return new Reading(
        progress, parser.status(), parser.keepAlive(), parser.close(), in.readableBytes());
  }
}
