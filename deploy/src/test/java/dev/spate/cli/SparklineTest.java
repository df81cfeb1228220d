package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {
  private final Sparkline line = new Sparkline(8);

  @Test
  void drawsDurationsByTheirLogarithm() {
    for (double ms : new double[] {1, 2, 4, 8, 16, 32, 64, 256}) {
      line.add(ms / 1e3);
    }
    assertThat(line.drawn(20)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(line.range()).isEqualTo("1 ms to 256 ms");
  }

  @Test
  void noiseLooksLikeNoise() {
    line.add(0.0100);
    line.add(0.0104);
    line.add(0.0098);
    assertThat(line.drawn(20)).isEqualTo("▁▁▁");
  }

  @Test
  void remembersAndDrawsTheLastOnly() {
    for (int i = 0; i < 20; i++) {
      line.add(i < 12 ? 100 : i < 16 ? 1 : 4);
    }
    assertThat(line.drawn(20)).isEqualTo("▁▁▁▁████");
    assertThat(line.drawn(5)).isEqualTo("▁████");
  }

  @Test
  void leavesAGapWhereNothingWasMeasured() {
    line.add(0);
    assertThat(line.drawn(9)).isEqualTo(" ");
    assertThat(line.range()).isEmpty();
    line.add(0.5);
    assertThat(line.drawn(9)).isEqualTo(" ▁");
  }
}
