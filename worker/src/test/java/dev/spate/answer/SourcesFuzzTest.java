package dev.spate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Captures that Jazzer makes up, on answers that it makes up: a wrong one is said, and whatever
/// the answer is ends in values, in time. Without `JAZZER_FUZZ=1` it reads the samples.
class SourcesFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;

  private static final List<String> SAMPLES =
      List.of(
          "",
          "$.a\n{\"a\": [1, {\"b\": null}]}",
          "$..a[?(@.b>1)]\n[{\"a\": [{\"b\": 2}]}]",
          "$.a.sum()\n{\"a\": [\"x\"]}",
          "$.a.concat(@.b)\n{\"a\": 1}",
          "$[1:0:-1]\n[1,2,3]",
          "a > b:nth-child(2n+1)\n<a><b>1<b>2",
          "a:has(b):not(.c)\n<a><b></a><a class=c>",
          "(a*)*b\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          "\\p{L}{2}|[^\\x00-\\x{10FFFF}]\n\u00e9\u00e9");

  static Stream<Arguments> samples() {
    return SAMPLES.stream()
        .map(sample -> Arguments.of((Object) sample.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anyCaptureOfAnyAnswer(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    String expression = line < 0 ? text : text.substring(0, line);
    byte[] body = text.substring(line + 1).getBytes(StandardCharsets.UTF_8);
    long startNs = System.nanoTime();
    find(() -> new JsonPathSource(expression), body);
    find(() -> new CssSource(expression, ""), body);
    find(() -> new RegexSource(SafeRegex.of(expression), 0), body);
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }

  private static void find(Supplier<Source> made, byte[] body) {
    Source source;
    try {
      source = made.get();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContainingAll("a");
      return;
    }
    AnswerReader answer = Seen.body(body, "Content-Type: text/html");
    assertThat(source.find(answer)).hasSizeLessThanOrEqualTo(Source.MAX_FOUND).doesNotContainNull();
  }
}
