package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {
  @Test
  void agreesWithTheFormulaByHand() {
    // S = 6 of 6 pairs, variance 4·3·13/18, z = 5/√8.667
    Trend trend = Trend.of(new double[] {1, 2, 3, 4});
    assertThat(trend.pValue()).isCloseTo(0.0894, within(0.0005));
    assertThat(trend.change()).isCloseTo(3 / 2.5, within(1e-12));
  }

  @Test
  void tiesAreNoTrend() {
    assertThat(Trend.of(new double[] {2, 2, 2, 2, 2})).isEqualTo(new Trend(1, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.01})
  void whatIsFlatIsCalledATrendAsOftenAsItSays(double alpha) {
    int seeds = 2_000;
    int alarms = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      Random random = new Random(seed);
      double[] values = new double[20];
      java.util.Arrays.setAll(values, _ -> 1 + 0.1 * random.nextGaussian());
      alarms += Trend.of(values).pValue() < alpha ? 1 : 0;
    }
    assertThat((double) alarms / seeds).isLessThanOrEqualTo(alpha + 3 * Math.sqrt(alpha / seeds));
  }
}
