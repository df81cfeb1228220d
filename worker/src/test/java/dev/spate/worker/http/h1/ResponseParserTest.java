package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
  private final ResponseParser parser = new ResponseParser();

  static Stream<SampleAnswers.Sample> valid() {
    return SampleAnswers.VALID.stream();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsAnAnswer(SampleAnswers.Sample sample) {
    assertThat(Reading.of(parser, sample.bytes(), sample.toHead())).isEqualTo(expected(sample));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsAnAnswerWhereverItIsSplit(SampleAnswers.Sample sample) {
    byte[] bytes = sample.bytes();
    for (int split = 0; split <= bytes.length; split++) {
      assertThat(Reading.of(parser, bytes, sample.toHead(), split))
          .as("split at %s", split)
          .isEqualTo(expected(sample));
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsAnAnswerThatComesByteByByte(SampleAnswers.Sample sample) {
    assertThat(Reading.byteByByte(parser, sample.bytes(), sample.toHead()))
        .isEqualTo(expected(sample));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void wantsMoreUntilTheLastByteIsThere(SampleAnswers.Sample sample) {
    byte[] bytes = sample.bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThat(Reading.of(new ResponseParser(), cut, sample.toHead()).ended())
          .as("%s bytes", length)
          .isEqualTo(Progress.MORE);
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void leavesWhatFollowsAnAnswerUnread(SampleAnswers.Sample sample) {
    if (!sample.untilClose()) {
      byte[] bytes = (sample.text() + "HTTP/1.1 200 surplus").getBytes(StandardCharsets.ISO_8859_1);
      assertThat(Reading.of(parser, bytes, sample.toHead())).isEqualTo(expected(sample));
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
      assertThat(Reading.of(parser, bytes, sample.toHead(), first, second))
          .as("%s split at %s and %s", sample, first, second)
          .isEqualTo(expected(sample));
    }
  }

  /// A head that equals the last one is not read again.
  @Test
  void seesWhereAHeadIsAnotherThanTheLast() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: closed\r\n\r\n";
    byte[] last = (head + "x".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < head.length(); at++) {
      byte[] next = last.clone();
      for (char other : "0:d\r\n,".toCharArray()) {
        next[at] = (byte) other;
        Reading.of(parser, last, false);
        assertThat(Reading.of(parser, next, false))
            .as("%s at %s", other, at)
            .isEqualTo(Reading.of(new ResponseParser(), next, false));
      }
    }
  }

  private static Reading expected(SampleAnswers.Sample sample) {
    return new Reading(
        sample.untilClose() ? Progress.MORE : Progress.COMPLETE,
        sample.status(),
        sample.keepAlive(),
        sample.untilClose(),
        sample.bytes().length);
  }

  static Stream<MalformedAnswers.Sample> malformed() {
    return MalformedAnswers.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatIsNoAnswerWhereverItIsSplit(MalformedAnswers.Sample sample) {
    byte[] bytes = sample.bytes();
    assertThat(Reading.byteByByte(parser, bytes, false).ended()).isEqualTo(Progress.MALFORMED);
    for (int split = 0; split <= bytes.length; split++) {
      assertThat(Reading.of(parser, bytes, false, split).ended())
          .as("split at %s", split)
          .isEqualTo(Progress.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X", "HTTQ", "HTTP/2", "HTTP/1/", "<", "\u0015"})
  void refusesWhatCannotBecomeAnAnswerWithoutWaitingForALine(String beginning) {
    assertThat(ends(beginning)).isEqualTo(Progress.MALFORMED);
  }

  @Test
  void ignoresNothingButEmptyLinesBetweenAnswers() {
    assertThat(ends("HTTP/1.1 204 x\r\n\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(ignores("")).isTrue();
    assertThat(ignores("\r\n\r")).isTrue();
    assertThat(ends("\nHTTP/1.1 205 x\r\nContent-Length: 0\r\n\r\n")).isEqualTo(Progress.COMPLETE);
    assertThat(parser.status()).isEqualTo(205);
    assertThat(ignores("\rH")).isFalse();
    assertThat(new ResponseParser().ignores(Unpooled.wrappedBuffer(new byte[] {0}))).isFalse();
  }

  @Test
  void ignoresEmptyLinesUpToALimit() {
    for (int i = 0; i < EmptyLines.MAX; i++) {
      assertThat(ignores("\r\n")).isTrue();
    }
    assertThat(ignores("\r\n")).isFalse();
  }

  private boolean ignores(String text) {
    return parser.ignores(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void tellsWhenTheFirstByteOfTheFinalAnswerCame() {
    parser.begin(false, null);
    parse("HTTP/1.1 103 Early Hi", 10);
    parse("nts\r\n\r\n", 20);
    assertThat(parser.touched()).isTrue();
    parse("H", 30);
    parse("TTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", 40);
    assertThat(parse("x", 50)).isEqualTo(Progress.COMPLETE);
    assertThat(parser.firstByteNs()).isEqualTo(30);
    parser.begin(false, null);
    assertThat(parser.touched()).isFalse();
    parse("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", 60);
    assertThat(parser.firstByteNs()).isEqualTo(60);
  }

  @Test
  void forgetsAnAnswerThatWasCutOff() {
    parser.begin(false, null);
    parse("HTTP/1.1 200 OK\r\nContent-Le", 0);
    parser.begin(false, null);
    assertThat(parse("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 0))
        .isEqualTo(Progress.COMPLETE);
    assertThat(parser.status()).isEqualTo(404);
  }

  private Progress ends(String text) {
    parser.begin(false, null);
    return parse(text, 0);
  }

  private Progress parse(String text, long nowNs) {
    return parser.parse(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)), nowNs);
  }
}
