package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  @Test
  void isExactWhereBothWaysTakeTheSameTime() {
    Moment heard = new Moment(1_000, Instant.EPOCH.plusNanos(501_000));
    ClockOffset offset = ClockOffset.of(800, heard, 7_900, 500_907);
    assertThat(offset).isEqualTo(new ClockOffset(200, 7_000, 7));
  }

  @Test
  void isWithinItsUncertaintyHoweverTheWaysDiffer() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long trueOffsetNs = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
      long sentNs = random.nextLong(1_000_000_000L);
      long thereNs = random.nextLong(1_000_000);
      long backNs = random.nextLong(1_000_000);
      Moment heard = new Moment(sentNs + thereNs + backNs, Instant.EPOCH);
      ClockOffset offset = ClockOffset.of(sentNs, heard, sentNs + thereNs + trueOffsetNs, 0);
      assertThat(Math.abs(offset.monotonicNs() - trueOffsetNs))
          .isLessThanOrEqualTo(offset.uncertaintyNs());
    }
  }

  @Test
  void theShortestRoundTripWins() {
    Probes probes = Probes.NONE;
    for (long roundTripNs : new long[] {900, 300, 700}) {
      probes = probes.next(0).answered(new ClockOffset(roundTripNs, roundTripNs, 0));
    }
    assertThat(probes.best()).isEqualTo(new ClockOffset(300, 300, 0));
    assertThat(probes.answered()).isEqualTo(3);
  }

  @Test
  void anAnswerCountsOnceAndOnlyToTheLastQuestion() {
    Probes asked = Probes.NONE.next(0).next(1);
    assertThat(asked.awaits(0)).isFalse();
    assertThat(asked.awaits(1)).isTrue();
    assertThat(asked.answered(new ClockOffset(1, 1, 1)).awaits(1)).isFalse();
  }
}
