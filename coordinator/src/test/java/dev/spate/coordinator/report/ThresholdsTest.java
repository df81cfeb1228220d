package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Metric;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.Threshold.Statistic.Simple;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {
  /// Warm-up of 10 s, then 20 s; two requests, of which `slow` takes 30 ms and `fast` 10 ms; in
  /// `late` all of them 10 ms more. Every tenth arrival fails.
  private static Report.ThresholdResult evaluate(
      Metric metric, String request, String phase, Statistic statistic, double limit) {
    Threshold threshold =
        new Threshold(metric, request, phase, statistic, Comparison.AT_MOST, limit, "…");
    Plan plan =
        Plans.plan(
            List.of(
                Plans.warmup("warmup", 100, 10),
                Plans.steady("early", 100, 10),
                Plans.steady("late", 200, 10)),
            List.of("fast", "slow"),
            List.of(threshold),
            0);
    return new SimulatedRun(plan, 2)
        .target((_, request1, due, n) -> {
          double seconds =
              (due < 10 * Plans.SECOND ? 1 : 0.010)
                  + request1 * 0.020
                  + (due >= 20 * Plans.SECOND ? 0.010 : 0);
          return n % 10 == 0
              ? Answer.failing(seconds, Outcome.STATUS_5XX, 503)
              : Answer.after(seconds);
        })
        .report()
        .thresholds()
        .getFirst();
  }

  private static @Nullable Double observed(
      Metric metric, String request, String phase, Statistic statistic) {
    return evaluate(metric, request, phase, statistic, 1).observed();
  }

  @Test
  void percentilesLeaveWarmUpOut() {
    assertThat(observed(Metric.RESPONSE_TIME, "", "", new Statistic.Percentile(90)))
        .isBetween(0.0399, 0.0401);
  }

  @Test
  void aPhaseThatIsNamedCountsEvenIfItIsWarmUp() {
    assertThat(observed(Metric.RESPONSE_TIME, "", "warmup", Simple.MIN)).isBetween(0.999, 1.001);
    assertThat(observed(Metric.RESPONSE_TIME, "", "early", Simple.MAX)).isBetween(0.0299, 0.0301);
  }

  @Test
  void aRequestMayBeSelectedAlsoWithinAPhase() {
    assertThat(observed(Metric.RESPONSE_TIME, "slow", "", Simple.MIN)).isBetween(0.0299, 0.0301);
    assertThat(observed(Metric.RESPONSE_TIME, "fast", "late", Simple.AVG))
        .isBetween(0.0199, 0.0201);
    assertThat(observed(Metric.SERVICE_TIME, "fast", "early", Simple.MAX))
        .isBetween(0.00499, 0.00501);
  }

  @Test
  void countsAndRatesOfRequests() {
    assertThat(observed(Metric.REQUESTS, "", "", Simple.COUNT)).isEqualTo(3_000);
    assertThat(observed(Metric.REQUESTS, "", "", Simple.RATE)).isEqualTo(150);
    assertThat(observed(Metric.REQUESTS, "", "late", Simple.RATE)).isEqualTo(200);
    assertThat(observed(Metric.RESPONSE_TIME, "", "late", Simple.COUNT)).isEqualTo(2_000);
  }

  @Test
  void failuresAreAPartOfTheRequestsStarted() {
    assertThat(observed(Metric.FAILED, "", "", Simple.RATE)).isEqualTo(0.1);
    assertThat(observed(Metric.FAILED, "", "early", Simple.COUNT)).isEqualTo(100);
  }

  @Test
  void offersAreAPartOfThePlannedArrivals() {
    assertThat(observed(Metric.OFFERED, "", "", Simple.RATE)).isEqualTo(1);
    assertThat(observed(Metric.OFFERED, "", "early", Simple.COUNT)).isEqualTo(1_000);
    assertThat(observed(Metric.MISSED, "", "", Simple.RATE)).isZero();
    assertThat(observed(Metric.DROPPED, "", "", Simple.COUNT)).isZero();
    assertThat(observed(Metric.LOST, "", "", Simple.RATE)).isZero();
  }

  @Test
  void lagIsTheWorkers() {
    assertThat(observed(Metric.SCHEDULE_LAG, "", "", new Statistic.Percentile(99)))
        .isBetween(49.9e-6, 50.1e-6);
    assertThat(observed(Metric.SCHEDULE_LAG, "", "early", Simple.COUNT)).isEqualTo(1_000);
  }

  @Test
  void handshakesAreTheConnections() {
    assertThat(observed(Metric.TLS_TIME, "", "", Simple.MAX)).isBetween(2.99e-3, 3.01e-3);
    assertThat(observed(Metric.TLS_TIME, "", "early", Simple.COUNT)).isPositive();
  }

  @Test
  void whatDoesNotExistIsNotDecided() {
    assertThat(evaluate(Metric.SCHEDULE_LAG, "fast", "", Simple.AVG, 1).decided()).isFalse();
    assertThat(evaluate(Metric.OFFERED, "fast", "", Simple.RATE, 1).observed()).isNull();
    assertThat(evaluate(Metric.CONNECT_TIME, "", "", Simple.AVG, 1).passed()).isFalse();
    assertThat(evaluate(Metric.CONNECT_TIME, "", "", Simple.COUNT, 1).observed()).isZero();
  }

  @Test
  void theLimitIsHeldAgainstTheObserved() {
    assertThat(evaluate(Metric.FAILED, "", "", Simple.RATE, 0.1).passed()).isTrue();
    assertThat(evaluate(Metric.FAILED, "", "", Simple.RATE, 0.09).passed()).isFalse();
    assertThat(evaluate(Metric.FAILED, "", "", Simple.RATE, 0.09).decided()).isTrue();
  }
}
