package dev.spate.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ACCURACY asks of A against B: how often two equal systems are called different, and how
/// often a difference of 5 % is found.
final class FamilyTest {
  private static final int SEEDS = 200;
  private static final int PAIRS = 10;
  private static final double PART_SECONDS = 10;
  private static final double ARRIVALS_PER_SECOND = 1_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8})
  void twoRunsOfTheSameQueueAreHardlyEverCalledDifferent(double load) {
    long alarms =
        IntStream.rangeClosed(1, SEEDS)
            .parallel()
            .filter(seed -> compared(load, 1, seed).stream().anyMatch(FamilyTest::different))
            .count();

    assertThat((double) alarms / SEEDS).isLessThanOrEqualTo(0.08);
  }

  @Test
  void fivePercentMoreAreFound() {
    long found =
        IntStream.rangeClosed(1, SEEDS)
            .parallel()
            .filter(seed -> compared(0.5, 1.05, seed).stream().anyMatch(Difference::rose))
            .count();

    assertThat((double) found / SEEDS).isGreaterThanOrEqualTo(0.8);
  }

  @Test
  void theIntervalHoldsTheTrueRatio() {
    long held =
        IntStream.rangeClosed(1, SEEDS)
            .parallel()
            .filter(seed ->
                compared(0.5, 1.05, seed).getFirst().finding() instanceof Difference.Tested tested
                    && tested.low() <= 1.05
                    && 1.05 <= tested.high())
            .count();

    assertThat((double) held / SEEDS).isGreaterThanOrEqualTo(0.92);
  }

  private static boolean different(Difference difference) {
    return difference.rose() || difference.fell();
  }

  /// @param factor of each response time of the second run
  private static List<Difference> compared(double load, double factor, int seed) {
    Parts baseline = queue(new Random(seed), load, 1);
    Parts other = queue(new Random(seed + 10_000L), load, factor);
    Family family = new Family();
    for (double percent : Percents.ALL) {
      double[] baselines = baseline.percentile(percent);
      double[] values = other.percentile(percent);
      if (baselines != null && values != null) {
        family.add(null, percent, 1, 1, baselines, values);
      }
    }
    List<Difference> differences = family.differences();
    assertThat(differences).hasSize(5);
    return differences;
  }

  /// The response times of an M/M/1 queue in equilibrium.
  private static Parts queue(Random random, double load, double factor) {
    double serviceRate = ARRIVALS_PER_SECOND / load;
    double sojourn = exponential(random, serviceRate - ARRIVALS_PER_SECOND);
    Parts parts = new Parts(PAIRS);
    Histogram durations = new Histogram(3);
    for (int part = 0; part < PAIRS; part++) {
      durations.reset();
      for (double now = 0; now < PART_SECONDS; ) {
        double gap = exponential(random, ARRIVALS_PER_SECOND);
        now += gap;
        sojourn = Math.max(0, sojourn - gap) + exponential(random, serviceRate);
        durations.recordValue((long) (sojourn * factor * 1e6));
      }
      parts.add(part, durations);
    }
    parts.close();
    return parts;
  }

  private static double exponential(Random random, double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }
}
