package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Metric;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Tags;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rules about requests with a tag: of three requests the first two are `kind=read`.
class TaggedThresholdsTest {
  private static final List<Tags> TAGS =
      List.of(
          new Tags(Map.of("kind", "read", "team", "shop")),
          new Tags(Map.of("kind", "read")),
          new Tags(Map.of("kind", "write")));

  private static Plan plan(Threshold... rules) {
    Plan plan =
        Plans.plan(List.of(Plans.steady("steady", 50, 6)), List.of("a", "b", "c"), List.of(), 0);
    List<Scenario> scenarios =
        IntStream.range(0, TAGS.size())
            .mapToObj(i -> tagged(plan.scenarios().get(i), TAGS.get(i)))
            .toList();
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        plan.phases(),
        scenarios,
        List.of(rules),
        plan.workers(),
        plan.gracefulStopNs());
  }

  private static Scenario tagged(Scenario scenario, Tags tags) {
    List<Step> flow =
        scenario
            .requests()
            .map(request ->
                (Step)
                    new HttpRequest(
                        request.name(),
                        request.method(),
                        request.path(),
                        request.headers(),
                        request.body(),
                        request.expectedStatuses(),
                        request.checks(),
                        request.captures(),
                        request.timeoutNs(),
                        tags))
            .toList();
    return new Scenario(scenario.name(), scenario.weight(), flow);
  }

  private static Threshold rule(
      Metric metric, Statistic.Simple statistic, long windowNs, String tag) {
    return new Threshold(
        metric, "", "", statistic, Comparison.GREATER, 0, "x>0", windowNs, false, 0, "", tag);
  }

  /// What is written fails.
  private static Report report(Plan plan) {
    return new SimulatedRun(plan, 2)
        .target((_, request, _, _) ->
            request == 2 ? Answer.failing(0.005, Outcome.STATUS_5XX, 500) : Answer.after(0.005))
        .report();
  }

  private static long started(Report report, String name) {
    return report.requests().stream()
        .filter(row -> row.name().equals(name))
        .mapToLong(Report.RequestRow::started)
        .sum();
  }

  @Test
  void sumsWhatHasTheTag() {
    Report report =
        report(
            plan(
                rule(Metric.REQUESTS, Statistic.Simple.COUNT, 0, "kind=read"),
                rule(Metric.REQUESTS, Statistic.Simple.COUNT, 0, "team=shop"),
                rule(Metric.FAILED, Statistic.Simple.RATE, 0, "kind=read"),
                rule(Metric.FAILED, Statistic.Simple.RATE, 0, "kind=write"),
                rule(Metric.FAILED, Statistic.Simple.RATE, 2_000_000_000L, "kind=write")));

    assertThat(report.thresholds())
        .extracting(Report.ThresholdResult::observed)
        .containsExactly(
            (double) (started(report, "a") + started(report, "b")),
            (double) started(report, "a"),
            0.0,
            1.0,
            1.0);
    assertThat(report.thresholds().getFirst().metric()).isEqualTo("requests{tag:kind=read}");
  }

  @Test
  void rowsHaveTheirTags() {
    Report report = report(plan());
    assertThat(report.requests())
        .filteredOn(row -> row.name().equals("a"))
        .allSatisfy(
            row -> assertThat(row.tags()).isEqualTo(Map.of("kind", "read", "team", "shop")));
  }
}
