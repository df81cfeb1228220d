package dev.spate.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.PastRun.KeyFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static PastRun run(int daysAgo) {
    return new PastRun(
        "run-" + daysAgo,
        "run-" + daysAgo,
        "shop",
        NOW.minus(Duration.ofDays(daysAgo)),
        60,
        "PASSED",
        0,
        "http://x",
        "1",
        "0.1.0",
        Map.of(),
        new KeyFigures(null, null, null, null, null, null, 1));
  }

  private static final List<PastRun> RUNS = List.of(run(0), run(1), run(10), run(20));

  @Test
  void byNumber() {
    assertThat(new Retention(2, null).superfluous(RUNS, NOW)).containsExactly(run(10), run(20));
    assertThat(new Retention(9, null).superfluous(RUNS, NOW)).isEmpty();
    assertThat(new Retention(0, null).superfluous(RUNS, NOW)).isEqualTo(RUNS);
  }

  @Test
  void byAge() {
    assertThat(new Retention(null, Duration.ofDays(15)).superfluous(RUNS, NOW))
        .containsExactly(run(20));
  }

  @Test
  void byBothWhateverIsStricter() {
    assertThat(new Retention(3, Duration.ofDays(5)).superfluous(RUNS, NOW))
        .containsExactly(run(10), run(20));
  }
}
