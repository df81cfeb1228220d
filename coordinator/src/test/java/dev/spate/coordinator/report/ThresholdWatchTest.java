package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Crossing;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Metric;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.Threshold.Statistic.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two workers at 100 arrivals a second together; requests take 5 ms, and 50 ms from some second
/// on.
final class ThresholdWatchTest {
  private static final long S = Plans.SECOND;

  private static Threshold p95(double windowSeconds, boolean abort, double delaySeconds) {
    return rule(
        Metric.RESPONSE_TIME,
        new Statistic.Percentile(95),
        0.020,
        windowSeconds,
        abort,
        delaySeconds);
  }

  private static Threshold rule(
      Metric metric,
      Statistic statistic,
      double limit,
      double windowSeconds,
      boolean abort,
      double delaySeconds) {
    return new Threshold(
        metric,
        "",
        "",
        statistic,
        Comparison.LESS,
        limit,
        "…",
        (long) (windowSeconds * S),
        abort,
        (long) (delaySeconds * S));
  }

  private static Plan plan(Threshold threshold, Phase... phases) {
    return Plans.plan(List.of(phases), List.of("GET /"), List.of(threshold), 0);
  }

  private static SimulatedRun slowFrom(double second, Plan plan) {
    return new SimulatedRun(plan, 2)
        .target((_, _, due, _) -> Answer.after(due < second * S ? 0.005 : 0.050));
  }

  private static @Nullable Crossing crossing(SimulatedRun run) {
    return run.fold(_ -> {}).crossing();
  }

  private static @Nullable Long crossedNs(SimulatedRun run) {
    Crossing crossing = crossing(run);
    return crossing == null ? null : Long.valueOf(crossing.untilNs());
  }

  @Test
  void aWindowIsJudgedWithEachSecondThatCloses() {
    Plan plan = plan(p95(3, true, 0), Plans.steady("steady", 100, 20));
    Crossing crossing = Objects.requireNonNull(crossing(slowFrom(10, plan)));
    assertThat(crossing.threshold()).isZero();
    assertThat(crossing.observed()).isBetween(0.0499, 0.0501);
    assertThat(crossing.untilNs()).isEqualTo(11 * S);
    assertThat(crossing(slowFrom(20, plan))).isNull();
  }

  @Test
  void aWindowThatIsNotYetFullIsNotJudged() {
    Plan plan = plan(p95(7, true, 0), Plans.steady("steady", 100, 20));
    assertThat(crossedNs(slowFrom(0, plan))).isEqualTo(7 * S);
  }

  @Test
  void aWindowOfTooFewSamplesIsNotJudged() {
    Plan plan = plan(p95(3, true, 0), Plans.steady("steady", 10, 20));
    assertThat(crossing(slowFrom(0, plan))).isNull();
  }

  @Test
  void warmUpIsInNoWindow() {
    Plan plan =
        plan(
            p95(3, true, 0),
            Plans.steady("first", 100, 2),
            Plans.warmup("warm", 100, 5),
            Plans.steady("second", 100, 10));
    assertThat(crossedNs(slowFrom(0, plan))).isEqualTo(10 * S);
  }

  @Test
  void theDelayCountsFromTheEndOfTheWarmUp() {
    Plan plan =
        plan(p95(2, true, 6), Plans.warmup("warm", 100, 3), Plans.steady("steady", 100, 15));
    assertThat(crossedNs(slowFrom(0, plan))).isEqualTo(9 * S);
  }

  @Test
  void withoutAWindowTheRunSoFarIsJudged() {
    Threshold failed = rule(Metric.FAILED, Simple.RATE, 0.25, 0, true, 0);
    Plan plan = plan(failed, Plans.steady("steady", 100, 20));
    SimulatedRun run =
        new SimulatedRun(plan, 2)
            .target((_, _, due, _) ->
                due < 6 * S ? Answer.after(0.005) : Answer.failing(0.005, Outcome.STATUS_5XX, 503));
    Crossing crossing = Objects.requireNonNull(crossing(run));
    assertThat(crossing.untilNs()).isEqualTo(8 * S);
    assertThat(crossing.observed()).isEqualTo(0.25);
  }

  @Test
  void aThroughputSoFarIsOverTheTimeSoFar() {
    Threshold requests = rule(Metric.REQUESTS, Simple.RATE, 99, 0, true, 4);
    Plan plan = plan(requests, Plans.steady("steady", 100, 20));
    Crossing crossing = Objects.requireNonNull(crossing(slowFrom(20, plan)));
    assertThat(crossing.observed()).isEqualTo(100);
    assertThat(crossing.untilNs()).isEqualTo(4 * S);
  }

  @Test
  void afterAStopNothingIsJudged() {
    Plan plan = plan(p95(3, true, 0), Plans.steady("steady", 100, 20));
    assertThat(crossing(slowFrom(8, plan).stop(7.5))).isNull();
    Threshold throughput =
        new Threshold(
            Metric.REQUESTS,
            "",
            "",
            Simple.RATE,
            Comparison.AT_LEAST,
            90,
            "rate>=90/s",
            S,
            false,
            0);
    Report report =
        slowFrom(20, plan(throughput, Plans.steady("steady", 100, 20))).stop(7.5).report();
    assertThat(report.thresholds().getFirst().passed()).isTrue();
    assertThat(report.thresholds().getFirst().observed()).isEqualTo(100);
  }

  @Test
  void withoutAbortTheWorstWindowDecidesAtTheEnd() {
    Plan plan = plan(p95(2, false, 0), Plans.steady("steady", 100, 20));
    SimulatedRun run =
        new SimulatedRun(plan, 2)
            .target((_, _, due, _) ->
                Answer.after(due >= 8 * S && due < 10 * S ? 0.030 + due / (1000.0 * S) : 0.005));
    assertThat(crossing(run)).isNull();
    Report report = run.report();
    Report.ThresholdResult result = report.thresholds().getFirst();
    assertThat(result.passed()).isFalse();
    assertThat(result.observed()).isBetween(0.0395, 0.0405);
    assertThat(result.window()).isEqualTo(2);
    assertThat(result.worstAt()).isEqualTo(10);
    assertThat(result.aborted()).isFalse();
    assertThat(report.verdict().exitCode()).isEqualTo(99);
    assertThat(report.verdict().reasons().getFirst().message()).contains(" in every 2 s: observed");
  }

  @Test
  void theVerdictSaysWhichThresholdEndedTheRunWhenAndByWhat() {
    Plan plan = plan(p95(3, true, 0), Plans.steady("steady", 100, 20));
    List<RunEvent> events = new ArrayList<>();
    slowFrom(6, plan)
        .stop(7.5)
        .forEach(event ->
            events.add(
                event instanceof RunEvent.StopRequested(var atNs, _)
                    ? new RunEvent.StopRequested(atNs, new Crossing(0, 0.05, 7 * S))
                    : event));
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);
    assertThat(fold.crossing()).as("it cannot fire twice").isNull();
    Report report = fold.report();
    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.FAILED);
    assertThat(report.verdict().exitCode()).isEqualTo(108);
    assertThat(report.verdict().reasons().getFirst().code()).isEqualTo("THRESHOLD_ABORTED");
    assertThat(report.verdict().reasons().getFirst().message())
        .startsWith("The run was ended after 7.5")
        .contains("response_time … in every 3", "observed 50")
        .endsWith("in the one that ended at 7 s (abortOnFail).");
    assertThat(report.verdict().reasons())
        .extracting(Verdict.Reason::code)
        .doesNotContain("INTERRUPTED");
    assertThat(report.thresholds().getFirst().aborted()).isTrue();
    assertThat(report.ledger().balanced()).isTrue();
  }
}
