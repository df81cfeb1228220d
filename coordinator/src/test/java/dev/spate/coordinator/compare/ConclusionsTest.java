package dev.spate.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.compare.Difference.Tested;
import dev.spate.coordinator.compare.Difference.Untested;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConclusionsTest {
  private static Difference row(
      double percent, double before, double after, Difference.Finding finding) {
    return new Difference(null, percent, before, after, finding);
  }

  @Test
  void aRiseInPercent() {
    assertThat(
            Conclusions.words(row(99, 0.1, 0.115, new Tested(1.15, 1.12, 1.19, 0.001, true, 0.04))))
        .isEqualTo("p99 rose by 12 to 19 % (100 ms to 115 ms).");
  }

  @Test
  void aFallInPercent() {
    assertThat(
            Conclusions.words(
                row(50, 0.1, 0.095, new Tested(0.95, 0.942, 0.958, 0.001, true, 0.04))))
        .isEqualTo("p50 fell by 4.2 to 5.8 % (100 ms to 95 ms).");
  }

  @Test
  void manyTimes() {
    assertThat(Conclusions.words(row(99, 0.1, 0.42, new Tested(4.2, 3.5, 5, 0.001, true, 0.04))))
        .isEqualTo("p99 rose to 3.5 to 5.0 times of what it was (100 ms to 420 ms).");
  }

  @Test
  void noDifferenceSaysWhatCouldHaveBeenMissed() {
    // The interval reaches further than what the test would find in 80 of 100 cases.
    Tested tested = new Tested(1.01, 0.96, 1.06, 0.5, false, 0.04);

    assertThat(Conclusions.words(row(95, 0.1, 0.101, tested)))
        .isEqualTo("No difference of p95 larger than 6.0 % could have been missed.");
  }

  @Test
  void severalAreOneSentence() {
    RunPair pair =
        new RunPair(
            "a",
            "b",
            10,
            3,
            List.of(
                row(50, 0.1, 0.1, new Tested(1, 0.99, 1.01, 1, false, 0.012)),
                row(99, 0.1, 0.101, new Tested(1.01, 0.96, 1.06, 0.5, false, 0.04)),
                row(99.9, 0.1, 0.2, new Untested("too few"))),
            List.of());

    assertThat(Conclusions.of(pair))
        .containsExactly(
            "No difference of p50 larger than 1.2 % or of p99 larger than 6.0 % could have been missed.",
            "p99.9 is not compared: too few.");
    assertThat(pair.outcome()).isEqualTo(RunPair.Outcome.NO_DIFFERENCE);
  }

  @Test
  void someUpSomeDownIsMixed() {
    RunPair pair =
        new RunPair(
            "a",
            "b",
            10,
            3,
            List.of(
                row(50, 0.1, 0.2, new Tested(2, 1.9, 2.1, 0.001, true, 0.01)),
                row(99, 0.2, 0.1, new Tested(0.5, 0.4, 0.6, 0.001, true, 0.04))),
            List.of());

    assertThat(pair.outcome()).isEqualTo(RunPair.Outcome.MIXED);
  }
}
