package dev.spate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          {"a": 1}       | 1     | true
          {"a": 1.0}     | 1     | true
          {"a": -0.50}   | -0.5  | true
          {"a": "1.0"}   | 1     | true
          {"a": 1}       | 2     | false
          {"a": true}    | true  | true
          {"a": "x"}     | x     | true
          {"a": "x"}     | X     | false
          {"a": null}    | null  | true
          {"a": "1."}    | 1     | false
          {"a": ".1"}    | 0.1   | false
          {"a": "1.0.0"} | 1     | false
          {"b": 1}       | 1     | false
          """)
  void aPlaceIsAText(String body, String wanted, boolean holds) {
    assertThat(AnswerChecks.is(Seen.body(body), new JsonPathSource("$.a"), wanted))
        .isEqualTo(holds);
  }

  @Test
  void oneOfSeveralValuesIsEnough() {
    AnswerReader answer = Seen.body("", "Vary: a", "Vary: b");
    assertThat(AnswerChecks.is(answer, new HeaderSource("vary"), "b")).isTrue();
    assertThat(AnswerChecks.is(answer, new HeaderSource("vary"), "c")).isFalse();
    assertThat(AnswerChecks.matches(answer, new HeaderSource("vary"), SafeRegex.of("^b$")))
        .isTrue();
    assertThat(AnswerChecks.matches(answer, new HeaderSource("x"), SafeRegex.of(""))).isFalse();
  }

  @Test
  void theBodyContainsATextOrMatches() {
    AnswerReader answer = Seen.body("aab \u20ac ab");
    assertThat(AnswerChecks.bodyContains(answer, "ab \u20ac")).isTrue();
    assertThat(AnswerChecks.bodyContains(answer, "")).isTrue();
    assertThat(AnswerChecks.bodyContains(answer, "aaab")).isFalse();
    assertThat(AnswerChecks.bodyContains(answer, "aab \u20ac ab and more")).isFalse();
    assertThat(AnswerChecks.bodyMatches(answer, SafeRegex.of("\u20ac ab$"))).isTrue();
    assertThat(AnswerChecks.bodyMatches(answer, SafeRegex.of("^ab"))).isFalse();
    AnswerReader latin1 =
        Seen.body(
            "\u00e9".getBytes(StandardCharsets.ISO_8859_1), "Content-Type: a/b;charset=latin1");
    assertThat(AnswerChecks.bodyContains(latin1, "\u00e9")).isTrue();
  }

  @Test
  void aReaderForgets() {
    AnswerReader reader = Seen.body("{\"a\": 1}", "X: y");
    assertThat(new JsonPathSource("$.a").find(reader)).hasSize(1);
    reader.end();
    assertThat(new JsonPathSource("$.a").find(reader)).isEmpty();
    assertThat(new HeaderSource("x").find(reader)).isEmpty();
    assertThat(reader.text()).isEmpty();
  }
}
