package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EstimateTest {
  private static final int SEEDS = 200;
  private static final double ARRIVALS_PER_SECOND = 1_000;
  private static final double SECONDS = 60;

  /// The sojourn time of an M/M/1 queue is exponential with rate μ − λ, so its true p99 is
  /// ln(100)/(μ − λ).
  @ParameterizedTest
  @CsvSource({"0.5, 0.92", "0.8, 0.85"})
  void theIntervalOfAQueuesP99HoldsTheTruthAsOftenAsItClaims(double load, double least) {
    double serviceRate = ARRIVALS_PER_SECOND / load;
    double truth = Math.log(100) / (serviceRate - ARRIVALS_PER_SECOND);
    int covered = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      Estimate estimate = Estimate.of(queue(new Random(seed), serviceRate), 99);
      double low = orElse(estimate.lowSeconds(), 0);
      double high = orElse(estimate.highSeconds(), Double.POSITIVE_INFINITY);
      covered += low <= truth && truth <= high ? 1 : 0;
    }

    assertThat((double) covered / SEEDS).isGreaterThanOrEqualTo(least);
  }

  private static double orElse(@org.jspecify.annotations.Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  /// 60 s of a queue in equilibrium, batched by the arrival time as a run is.
  private static Sample queue(Random random, double serviceRate) {
    double sojourn = exponential(random, serviceRate - ARRIVALS_PER_SECOND);
    LatencySum[] batches = new LatencySum[PhaseClock.BATCHES];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = new LatencySum(Resolution.MICROSECOND);
    }
    double now = 0;
    while (true) {
      double gap = exponential(random, ARRIVALS_PER_SECOND);
      now += gap;
      if (now >= SECONDS) {
        return sample(List.of(batches));
      }
      sojourn = Math.max(0, sojourn - gap) + exponential(random, serviceRate);
      batches[(int) (now / SECONDS * batches.length)].record((long) (sojourn * 1e9));
    }
  }

  private static double exponential(Random random, double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  private static Sample sample(List<LatencySum> batches) {
    LatencySum whole = new LatencySum(Resolution.MICROSECOND);
    batches.forEach(whole::add);
    return new Sample(Distribution.of(whole), batches);
  }

  private static LatencySum microseconds(long... values) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    for (long value : values) {
      sum.record(value * 1_000);
    }
    return sum;
  }

  @Test
  void agreesWithTheFormulaByHand() {
    // Two batches of 10: v = Q(0.5) = 5 µs; c = (6, 4), p·n = 5: SE² = 2/1·(1 + 1)/400 = 0.01.
    Sample sample =
        sample(
            List.of(
                microseconds(1, 2, 3, 4, 5, 5, 11, 12, 13, 14),
                microseconds(1, 2, 3, 4, 11, 12, 13, 14, 15, 16)));
    Estimate estimate = Estimate.of(sample, 50);

    assertThat(estimate.value().value()).isEqualTo(5);
    // p(1−p)/SE² = 25, but there are no more than 20 durations.
    assertThat(estimate.effective()).isEqualTo(20);
    // t(1, 0.975) = 12.7: p+ = 0.5 + 1.27, past the end; p− below 0.
    assertThat(estimate.highSeconds()).isNull();
    assertThat(estimate.lowSeconds()).isEqualTo(1e-6);
    assertThat(estimate.reliable()).isTrue();
  }

  @Test
  void moreThanTheDurationsThereAreCannotBeEffective() {
    // All batches alike: the batch means know no error, but 100 durations have no p99.9.
    List<LatencySum> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      batches.add(microseconds(1, 2, 3, 4, 5));
    }
    Estimate estimate = Estimate.of(sample(batches), 99.9);

    assertThat(estimate.effective()).isLessThanOrEqualTo(100);
    assertThat(estimate.reliable()).isFalse();
  }

  @Test
  void aPercentileThatOneEventMadeIsNotReliable() {
    // A stall in one of twenty batches: 1 % of 20,000 durations, but of one event.
    List<LatencySum> batches = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      LatencySum batch = new LatencySum(Resolution.MICROSECOND);
      for (int k = 0; k < 1_000; k++) {
        long stall = i == 7 && k < 250 ? 500_000_000 : 0;
        batch.record(random.nextLong(1_000_000, 2_000_000) + stall);
      }
      batches.add(batch);
    }

    assertThat(Estimate.of(sample(batches), 50).reliable()).isTrue();
    assertThat(Estimate.of(sample(batches), 99).reliable()).isFalse();
  }

  @Test
  void oneBatchGivesNoInterval() {
    Estimate estimate = Estimate.of(sample(List.of(microseconds(1, 2, 3))), 50);

    assertThat(estimate.lowSeconds()).isNull();
    assertThat(estimate.highSeconds()).isNull();
    assertThat(estimate.effective()).isNull();
    assertThat(estimate.reliable()).isFalse();
  }

  @Test
  void fiveAboveAreEnoughWithoutBatches() {
    LatencySum ten = microseconds(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    assertThat(Estimate.of(sample(List.of(ten)), 50).reliable()).isTrue();
    assertThat(Estimate.of(sample(List.of(ten)), 75).reliable()).isFalse();
  }

  @Test
  void equalDurationsHaveAnIntervalOfOneValue() {
    List<LatencySum> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      batches.add(microseconds(7, 7, 7, 7, 7, 7, 7, 7, 7, 7));
    }
    Estimate estimate = Estimate.of(sample(batches), 50);

    assertThat(estimate.lowSeconds()).isEqualTo(7e-6);
    assertThat(estimate.highSeconds()).isEqualTo(7e-6);
    assertThat(estimate.reliable()).isTrue();
  }

  @Test
  void anUpperEndAmongCensoredDurationsIsUnbounded() {
    List<LatencySum> batches = new ArrayList<>();
    LatencySum observed = new LatencySum(Resolution.MICROSECOND);
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    Random random = new Random(3);
    for (int i = 0; i < 20; i++) {
      LatencySum batch = new LatencySum(Resolution.MICROSECOND);
      for (int k = 0; k < 100; k++) {
        boolean hung = random.nextInt(100) < 5;
        long ns = hung ? 5_000_000_000L : random.nextLong(1_000_000, 2_000_000);
        (hung ? censored : observed).record(ns);
        batch.record(ns);
      }
      batches.add(batch);
    }
    Sample sample = new Sample(new Distribution(observed, censored), batches);

    assertThat(Estimate.of(sample, 50).highSeconds()).isNotNull();
    assertThat(Estimate.of(sample, 99).highSeconds()).isNull();
    assertThat(Estimate.of(sample, 99).value().censored()).isTrue();
  }

  @Test
  void batchesOfSeveralPhasesArePutTogetherToTwenty() {
    List<Sample.Batch> parts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      parts.add(new Sample.Batch(i < 20 ? 1 : 3, microseconds(i + 1)));
    }
    Sample sample = Sample.of(Distribution.of(microseconds(1)), parts);

    assertThat(sample.batches()).hasSizeBetween(18, 20);
    assertThat(sample.batches().stream().mapToLong(LatencySum::count).sum()).isEqualTo(40);
    assertThat(sample.batches().getFirst().count()).isEqualTo(4);
    assertThat(sample.batches().getLast().count()).isBetween(1L, 2L);
  }
}
