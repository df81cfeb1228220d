package dev.spate.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class MemoryLogTest {
  private static MemoryLog log(int seconds, DoubleUnaryOperator megabytes) {
    MemoryLog log = new MemoryLog("a process");
    for (int second = 0; second <= seconds; second++) {
      log.add(second, megabytes.applyAsDouble(second));
    }
    return log;
  }

  @Test
  void isFlatWhereItGrowsOnlyAtFirst() {
    assertThat(log(600, second -> Math.min(200, 50 + 5 * second)).flat()).isTrue();
    assertThat(log(600, second -> 200 + 30 * Math.sin(second)).flat()).isTrue();
  }

  @Test
  void isNotWhereItNeverStopsGrowing() {
    MemoryLog leak = log(600, second -> 200 + 0.3 * second);

    assertThat(leak.flat()).isFalse();
    assertThat(leak.line()).contains("GROWS");
  }

  @Test
  void aShortLifeIsNotJudged() {
    assertThat(log(100, second -> 10 * second).flat()).isTrue();
    assertThat(log(100, second -> 10 * second).line()).contains("too short");
  }
}
