package dev.spate.worker.http.h1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The parser on bytes that Jazzer makes up. Without `JAZZER_FUZZ=1` it reads the samples and what
/// was found before: the files under `src/test/resources` that are named like this class.
/// docs/http1.md says how to look for more.
class ResponseParserFuzzTest {
  static Stream<Arguments> samples() {
    return Stream.concat(
        SampleAnswers.VALID.stream().map(sample -> Arguments.of((Object) sample.bytes())),
        MalformedAnswers.ALL.stream().map(sample -> Arguments.of((Object) sample.bytes())));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m") // Jazzer wants to be the last
  void anyBytes(byte[] bytes) {
    ResponseOracle.check(bytes);
  }
}
