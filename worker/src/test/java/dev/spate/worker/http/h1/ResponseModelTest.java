package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The parser against its models, on valid answers, on malformed ones, and on what chance makes of
/// them.
class ResponseModelTest {
  private static final long SEED = 7_1122;
  private static final int STREAMS = 200;
  private static final int MUTANTS = 6_000;

  private final Random random = new Random(SEED);

  static Stream<String> samples() {
    return Stream.concat(
        SampleAnswers.VALID.stream().map(SampleAnswers.Sample::text),
        MalformedAnswers.ALL.stream().map(MalformedAnswers.Sample::text));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void holdsForEachSample(String sample) {
    ResponseOracle.check(bytes(sample));
    ResponseOracle.check(bytes(sample + sample));
  }

  @Test
  void seesWhatNettySeesInStreamsOfValidAnswers() {
    for (int stream = 0; stream < STREAMS; stream++) {
      byte[] bytes = bytes(new RandomAnswers(random).stream());
      assertThat(AnswerStream.byParser(bytes, false))
          .as("stream %s of seed %s", stream, SEED)
          .isEqualTo(AnswerStream.byNetty(bytes, false));
      ResponseOracle.check(bytes);
    }
  }

  @Test
  void holdsForMutants() {
    RandomMutation mutation = new RandomMutation(random, samples().toList());
    for (int mutant = 0; mutant < MUTANTS; mutant++) {
      String text = mutation.next();
      try {
        ResponseOracle.check(bytes(text));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("mutant " + mutant + " of seed " + SEED + ":\n" + text, e);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
