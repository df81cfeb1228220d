package dev.spate.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlanDifferencesTest {
  @Test
  void theSameInAnotherStyleIsTheSame() {
    assertThat(PlanDifferences.of("a: {b: [1, 2]}\n", "# new\na:\n  b:\n  - 1\n  - 2\n")).isEmpty();
  }

  @Test
  void eachPlaceIsNamed() {
    assertThat(
            PlanDifferences.of(
                "target: http://a\nphases: [{duration: 10s}]\n",
                "target: http://b\nphases: [{duration: 10s}, {duration: 5s}]\nseed: 4\n"))
        .containsExactly(
            "target: http://a, http://b", "phases[1].duration: absent, 5s", "seed: absent, 4");
  }

  @Test
  void longTextsAreCut() {
    assertThat(PlanDifferences.of("a: x\n", "a: " + "y".repeat(5_000) + "\n").getFirst())
        .hasSizeLessThan(60);
  }

  @Test
  void whatIsNoYamlIsSaid() {
    assertThat(PlanDifferences.of("a: 1\n", "a: [\n")).contains("plan: absent, unreadable");
  }
}
