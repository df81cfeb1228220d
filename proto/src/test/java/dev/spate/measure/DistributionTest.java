package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DistributionTest {
  @Test
  void withoutCensoredDurationsNothingIsABound() {
    Distribution distribution = Distribution.of(milliseconds(1, 2, 3, 4));

    assertThat(distribution.at(50).censored()).isFalse();
    assertThat(distribution.at(100).censored()).isFalse();
    assertThat(distribution.at(100).seconds()).isBetween(0.004, 0.004_004);
    assertThat(distribution.count()).isEqualTo(4);
    assertThat(distribution.censoredCount()).isZero();
  }

  /// A server that answers 80 in 1 ms and hangs on 20: its p99 is at least as long as they waited.
  @Test
  void aHungTailIsABoundAndNotLeftOut() {
    LatencySum observed = new LatencySum(Resolution.MICROSECOND);
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    for (int i = 0; i < 80; i++) {
      observed.record(1_000_000);
    }
    for (int i = 0; i < 20; i++) {
      censored.record(3_000_000_000L);
    }
    Distribution distribution = new Distribution(observed, censored);

    assertThat(distribution.at(80).censored()).isFalse();
    assertThat(distribution.at(80).seconds()).isBetween(0.001, 0.001_001);
    assertThat(distribution.at(81).censored()).isTrue();
    assertThat(distribution.at(99).censored()).isTrue();
    assertThat(distribution.at(99).seconds()).isBetween(3.0, 3.004);
    assertThat(distribution.observed().valueAt(99)).isLessThan(2_000);
  }

  /// However long the censored ones turn out to be, quantiles that are not bounds stay as they are
  /// and bounds only grow.
  @Test
  void isRightWhateverTheCensoredDurationsWere() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      LatencySum observed = new LatencySum(Resolution.MICROSECOND);
      LatencySum censored = new LatencySum(Resolution.MICROSECOND);
      LatencySum truth = new LatencySum(Resolution.MICROSECOND);
      for (int i = 0; i < 200; i++) {
        long ns = random.nextLong(1_000_000_000L);
        long longer = ns + random.nextLong(1_000_000_000L);
        boolean ended = random.nextInt(4) > 0;
        (ended ? observed : censored).record(ns);
        truth.record(ended ? ns : longer);
      }
      Distribution distribution = new Distribution(observed, censored);
      for (double percent = 1; percent <= 100; percent++) {
        Distribution.Quantile quantile = distribution.at(percent);
        if (quantile.censored()) {
          assertThat(truth.valueAt(percent)).isGreaterThanOrEqualTo(quantile.value());
        } else {
          assertThat(truth.valueAt(percent)).isEqualTo(quantile.value());
        }
      }
    }
  }

  private static LatencySum milliseconds(long... values) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    for (long ms : values) {
      sum.record(ms * 1_000_000);
    }
    return sum;
  }
}
