package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {
  private static final List<String> KEYS = List.of("name", "arrivalRate", "users", "rampTo", "put");

  @ParameterizedTest
  @CsvSource({
    "a, a, 0",
    "ab, ba, 1",
    "abc, ac, 1",
    "abc, abxc, 1",
    "abc, axc, 1",
    "kitten, sitting, 3",
    "'', abc, 3",
    "ca, abc, 3"
  })
  void countsEdits(String a, String b, int edits) {
    assertThat(Spelling.distance(a, b)).isEqualTo(edits);
    assertThat(Spelling.distance(b, a)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({
    "arivalrate, arrivalRate",
    "ARRIVALRATE, arrivalRate",
    "arrival_rate, arrivalRate",
    "user, users",
    "rampto, rampTo",
    "nmae, name",
    "pt, put",
    "PUT, put"
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Spelling.nearest(word, KEYS)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "get", "duration", "colour"})
  void guessesNothingFarOff(String word) {
    assertThat(Spelling.nearest(word, KEYS)).isEmpty();
  }

  @Test
  void namesWhatIsKnownWhereNothingIsNear() {
    assertThat(Spelling.suggest("x", List.of("a long one", "another")))
        .isEqualTo("known here: a long one, another");
    assertThat(Spelling.suggest("x", List.of())).isEmpty();
  }

  @Test
  void aVeryLongWordCostsNothing() {
    assertThat(Spelling.nearest("a".repeat(1_000_000), KEYS)).isEmpty();
  }
}
