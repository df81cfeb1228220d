package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import org.junit.jupiter.api.Test;

final class BoundsTest {
  private static Distribution distribution(int hung, double bound) {
    LatencySum observed = new LatencySum(Resolution.MICROSECOND);
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    for (int i = 0; i < 1_000; i++) {
      observed.record(10_000_000 + i * 1_000L);
    }
    for (int i = 0; i < hung; i++) {
      censored.record((long) (bound * 1e9));
    }
    return new Distribution(observed, censored);
  }

  @Test
  void oneRequestThatWasJustSentIsNoReasonToDoubtTheMedian() {
    Distribution distribution = distribution(1, 0.000_001);

    assertThat(distribution.at(50).censored()).isTrue();
    assertThat(Bounds.at(distribution, 50).censored()).isFalse();
    assertThat(Bounds.at(distribution, 99).censored()).isFalse();
    assertThat(Bounds.at(distribution, 100).censored()).isTrue();
  }

  @Test
  void aPercentileAmongThoseThatHungIsABound() {
    Distribution distribution = distribution(250, 3);

    assertThat(Bounds.at(distribution, 79).censored()).isFalse();
    assertThat(Bounds.at(distribution, 81).censored()).isTrue();
    assertThat(Bounds.at(distribution, 81).seconds()).isBetween(2.99, 3.01);
  }

  @Test
  void manyThatHungFromTheStartMoveEveryPercentile() {
    Distribution distribution = distribution(1_000, 0.000_001);

    assertThat(Bounds.at(distribution, 51).censored()).isTrue();
    assertThat(Bounds.at(distribution, 25).censored()).isTrue();
  }
}
