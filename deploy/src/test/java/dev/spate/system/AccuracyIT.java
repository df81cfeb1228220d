package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spate.target.Stalls;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reported latencies against targets that stop, on a timetable or for good (ACCURACY A1, A4).
@Measures
final class AccuracyIT extends KnownTruth {
  private static TargetServer target(Stalls stalls) {
    return new TargetServer(TargetSettings.DEFAULT.withStalls(stalls));
  }

  /// S = 100 ms every T = 2 s at 1,000/s for 60 s: P(latency > x) = (S − x)/T.
  @Test
  void aServerThatStallsHasThePercentilesOfItsTimetable() {
    Stalls stalls = Stalls.every(100 * MILLISECOND, 2 * SECOND, Stalls.Origin.FIRST_REQUEST);
    List<Double> truth = List.of(0.040, 0.060, 0.080, 0.098);
    List<Double> observed =
        Tries.until(
            figures -> apart(figures, truth) <= 0.003,
            () -> {
              try (TargetServer target = target(stalls)) {
                RunReport report =
                    spate.runPlan(
                        plan(
                                target,
                                "timeout: 10s",
                                "{ name: settle, arrivalRate: 1000/s, duration: 6s, warmup: true }",
                                "{ name: stalls, arrivalRate: 1000/s, duration: 60s }")
                            + """
                            thresholds:
                              response_time: ["p(97)<1s", "p(98)<1s", "p(99)<1s", "p(99.9)<1s"]
                            """);
                assertThat(report.arrivals("completed")).isEqualTo(66_000);
                return Stream.of("p(97)<1s", "p(98)<1s", "p(99)<1s", "p(99.9)<1s")
                    .map(report::observed)
                    .toList();
              }
            });
    assertThat(apart(observed, truth)).as("p97 to p99.9: %s", observed).isLessThanOrEqualTo(0.003);
  }

  /// The largest difference between figures and the truth.
  private static double apart(List<Double> figures, List<Double> truth) {
    return IntStream.range(0, truth.size())
        .mapToDouble(i -> Math.abs(figures.get(i) - truth.get(i)))
        .max()
        .orElseThrow();
  }

  /// Tene's ^Z: stopped for half of the run, p90 is 80 % of the stall.
  @Test
  void aServerStoppedForHalfOfTheRunDoesNotLookFast() {
    Stalls stalls = Stalls.once(5 * SECOND, 5 * SECOND, Stalls.Origin.FIRST_REQUEST);
    try (TargetServer target = target(stalls)) {
      RunReport report =
          spate.runPlan(plan(target, "timeout: 30s", "{ arrivalRate: 1000/s, duration: 10s }"));

      assertThat(report.arrivals("completed")).isEqualTo(10_000);
      assertThat(report.seconds("response_time", "90")).isEqualTo(4.0, within(0.12));
    }
  }

  /// Hangs at 12 of 15 s: nothing that was due is missing, and the tail is a lower bound.
  @Test
  void aHungTailIsInTheLedgerAndInThePercentiles() {
    Stalls stalls = Stalls.once(3_600 * SECOND, 12 * SECOND, Stalls.Origin.FIRST_REQUEST);
    try (TargetServer target = target(stalls)) {
      RunReport report =
          spate.runPlan(
              plan(
                  target,
                  "timeout: 30s, connections: { perWorker: 400 }",
                  "{ arrivalRate: 1000/s, duration: 15s }"));

      assertThat(report.arrivals("planned")).isEqualTo(15_000);
      // The requests that the target had read when it stopped are the only uncertainty.
      assertThat(report.arrivals("completed"))
          .isEqualTo(target.counts().answeredTotal())
          .isBetween(11_900L, 12_100L);
      assertThat(report.arrivals("interrupted")).isEqualTo(400);
      assertThat(report.requests("unanswered")).isEqualTo(400);
      assertThat(report.arrivals("missed")).isEqualTo(15_000 - 400 - report.arrivals("completed"));
      assertThat(report.percentile("response_time", "50").get("censored").asBoolean()).isFalse();
      assertThat(report.percentile("response_time", "99").get("censored").asBoolean()).isTrue();
      // 3,000 of 15,000 waited from 2 to 5 s when the run ended: p99 is at least 4.85 s.
      assertThat(report.seconds("response_time", "99")).isEqualTo(4.85, within(0.1));
      assertThat(report.result().out()).contains("≥");
    }
  }
}
