package dev.spate.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SignFlipTest {
  @Test
  void allSubsetsOfThreeByHand() {
    // Subset means of 1, 2, 6: 1, 1.5, 2, 3, 3.5, 4, 6. None is at or below 0: (1 + 0)/8 on that
    // side.
    SignFlip flips = SignFlip.of(new double[] {1, 2, 6});

    assertThat(flips.pValue()).isEqualTo(0.25);
    // One of eight ways outside on each side.
    assertThat(flips.low(0.25)).isEqualTo(1);
    assertThat(flips.high(0.25)).isEqualTo(6);
    assertThat(flips.low(0.5)).isEqualTo(1.5);
    assertThat(flips.high(0.5)).isEqualTo(4);
    // With three pairs nothing can be sure to 95 %.
    assertThat(flips.low(0.05)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(flips.high(0.05)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void equalPairsDifferByNothing() {
    SignFlip flips = SignFlip.of(new double[12]);

    assertThat(flips.pValue()).isEqualTo(1);
    assertThat(flips.low(0.05)).isZero();
    assertThat(flips.high(0.05)).isZero();
  }

  @Test
  void theTestAndTheIntervalAgree() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      double[] differences = new double[10 + round % 15];
      for (int pair = 0; pair < differences.length; pair++) {
        differences[pair] = random.nextGaussian() + round / 200.0;
      }
      SignFlip flips = SignFlip.of(differences);

      boolean leavesOutZero = flips.low(0.05) > 0 || flips.high(0.05) < 0;
      assertThat(flips.pValue() <= 0.05).as("round %d", round).isEqualTo(leavesOutZero);
    }
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsItClaims() {
    Random random = new Random(11);
    int held = 0;
    for (int round = 0; round < 1_000; round++) {
      double[] differences = new double[10];
      for (int pair = 0; pair < differences.length; pair++) {
        differences[pair] = 0.1 + 0.05 * random.nextGaussian();
      }
      SignFlip flips = SignFlip.of(differences);
      held += flips.low(0.05) <= 0.1 && 0.1 <= flips.high(0.05) ? 1 : 0;
    }

    assertThat(held / 1_000.0).isCloseTo(0.95, within(0.02));
  }

  @Test
  void manyPairsHaveARandomChoiceOfSubsetsThatIsTheSameEachTime() {
    double[] differences = new Random(3).doubles(20, -0.2, 1).toArray();

    assertThat(SignFlip.of(differences).low(0.01)).isEqualTo(SignFlip.of(differences).low(0.01));
    assertThat(SignFlip.of(differences).pValue()).isLessThan(0.01);
  }
}
