package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MserTest {
  private static final int SEEDS = 100;
  private static final double NOISE = 1 / Math.sqrt(1_000);

  /// One-second means of a minute of exponential response times at 1,000/s, so with a noise of
  /// 1/√1000, after an exponential decay that is over (2 % of it are left) after some seconds.
  private static double[] decaying(Random random, double overAfter, double begins) {
    double[] means = new double[60];
    for (int second = 0; second < means.length; second++) {
      double decay = (begins - 1) * Math.exp(-4 * (second + 0.5) / overAfter);
      means[second] = (1 + decay) * (1 + NOISE * random.nextGaussian());
    }
    return means;
  }

  @Test
  void anExponentialDecayOfEightSecondsIsCutAtSixToTwelve() {
    int right = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      int cut = Mser.cut(decaying(new Random(seed), 8, 5));
      right += cut >= 6 && cut <= 12 ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(90);
  }

  @Test
  void cutsNothingWhereNothingVaries() {
    double[] flat = new double[60];
    java.util.Arrays.fill(flat, 0.25);
    assertThat(Mser.cut(flat)).isZero();
  }

  @Test
  void whatRisesToItsEndHasNotSettled() {
    double[] rising = new double[60];
    java.util.Arrays.setAll(rising, second -> second);
    assertThat(Mser.cut(rising)).isEqualTo(Mser.UNSETTLED);
    assertThat(Mser.cut(new double[] {3, 2, 1})).isEqualTo(Mser.UNSETTLED);
  }
}
