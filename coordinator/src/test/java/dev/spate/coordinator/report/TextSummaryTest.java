package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Draws;
import dev.spate.plan.Metric;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TextSummaryTest {
  /// A run with something of everything: warm-up, two requests, failures, a hung tail, a lost
  /// worker.
  private static Report report() {
    Plan plan =
        Plans.plan(
            List.of(Plans.warmup("warmup", 100, 5), Plans.steady("steady", 400, 30)),
            List.of("list products", "a request with a rather long name"),
            List.of(
                Plans.below(50, 0.25),
                Plans.below(99.9, 0.25),
                Plans.threshold(
                    Metric.FAILED, Statistic.Simple.RATE, Comparison.LESS, 0.01, "rate<1%"),
                Plans.threshold(
                    Metric.OFFERED, Statistic.Simple.RATE, Comparison.GREATER, 0.99, "rate>99%")),
            0.5);
    return new SimulatedRun(plan, 3)
        .target((_, request, due, n) -> {
          double u = (Draws.bits(due, n) >>> 11) * 0x1p-53;
          if (due > 34_500_000_000L) {
            return Answer.NEVER;
          }
          double seconds = 0.002 * (1 + request) - 0.003 * Math.log(1 - u);
          return n % 50 == 0
              ? Answer.failing(seconds, Outcome.STATUS_5XX, 503)
              : Answer.after(seconds);
        })
        .lose(2, 20.4)
        .host("host\u001b[2J")
        .report();
  }

  @Test
  void readsAsItShould() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("summary.txt")) {
      assertThat(TextSummary.of(report()))
          .isEqualTo(
              new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void noLineIsWiderThanATerminal() {
    assertThat(TextSummary.of(report()).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() {
    assertThat(TextSummary.of(report())).doesNotContain("\u001b");
    assertThat(TextSummary.of(report(), true)).contains("\u001b[1;31mFAILED\u001b[0m");
  }
}
