package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.Interval;
import dev.spate.measure.RequestDelta;
import dev.spate.plan.Group;
import dev.spate.plan.Metric;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups in the report: rows of their own, and in no sum of requests. Here each request is a group
/// by itself, so the two are alike.
final class GroupsTest {
  @TempDir Path dir;

  private static Threshold threshold(Metric metric, Statistic statistic, String group) {
    return new Threshold(
        metric, "", "", statistic, Comparison.GREATER, 0, "…>0", 0, false, 0, group, "");
  }

  private static Plan plan(Threshold... thresholds) {
    Plan plan =
        Plans.plan(
            List.of(Plans.warmup("warm", 50, 2), Plans.steady("steady", 50, 4)),
            List.of("GET /a"),
            List.of(),
            1);
    Scenario flat = plan.scenarios().getFirst();
    Scenario grouped =
        new Scenario(
            flat.name(), 1, List.of(new Group("b", flat.flow()), new Group("a,b", flat.flow())));
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        plan.phases(),
        List.of(grouped),
        List.of(thresholds),
        plan.workers(),
        plan.gracefulStopNs());
  }

  private static Interval withGroups(Interval interval) {
    return new Interval(
        interval.worker(),
        interval.incarnation(),
        interval.sequence(),
        interval.untilNs(),
        interval.arrivals(),
        interval.requests(),
        interval.health(),
        interval.samples(),
        interval.deal(),
        interval.requests().stream().map(GroupsTest::second).toList());
  }

  /// The same of the second group.
  private static RequestDelta second(RequestDelta delta) {
    return new RequestDelta(
        delta.phase(),
        1,
        delta.slot(),
        delta.started(),
        0,
        delta.outcomes(),
        delta.statuses(),
        0,
        0,
        delta.succeeded(),
        delta.failed(),
        delta.censored(),
        delta.service(),
        delta.firstByte());
  }

  private static List<RunEvent> events(SimulatedRun run, boolean groups) {
    List<RunEvent> events = new ArrayList<>();
    run.forEach(event ->
        events.add(
            groups && event instanceof RunEvent.Reported(Interval interval)
                ? new RunEvent.Reported(withGroups(interval))
                : event));
    return events;
  }

  private static Report report(List<RunEvent> events) {
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);
    return fold.report();
  }

  @Test
  void areCountedAndTimedAsRequestsAre() {
    Report report = report(events(new SimulatedRun(plan(), 2), true));
    Report.RequestRow request = report.requests().getFirst();
    assertThat(report.groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.name()).isEqualTo("a,b");
          assertThat(group.phase()).isEqualTo("steady");
          assertThat(group.started()).isEqualTo(request.started()).isEqualTo(200);
          assertThat(group.succeeded()).isEqualTo(request.succeeded());
          assertThat(group.metrics())
              .hasSize(2)
              .containsEntry("response_time", request.metrics().get("response_time"));
        });
  }

  @Test
  void areInNoSumOfRequests() {
    Report with = report(events(new SimulatedRun(plan(), 2), true));
    Report without = report(events(new SimulatedRun(plan(), 2), false));
    assertThat(with.ledger()).isEqualTo(without.ledger());
    assertThat(with.throughput()).isEqualTo(without.throughput());
    assertThat(with.metrics()).isEqualTo(without.metrics());
    assertThat(with.requests()).isEqualTo(without.requests());
    assertThat(with.workers()).isEqualTo(without.workers());
    assertThat(with.ledger().balanced()).isTrue();
  }

  @Test
  void haveThresholds() {
    Plan plan =
        plan(
            threshold(Metric.REQUESTS, Statistic.Simple.COUNT, "a,b"),
            threshold(Metric.RESPONSE_TIME, Statistic.Simple.MAX, "a,b"),
            threshold(Metric.FAILED, Statistic.Simple.COUNT, "a,b"),
            threshold(Metric.REQUESTS, Statistic.Simple.COUNT, "b"));
    Report report = report(events(new SimulatedRun(plan, 2), true));
    assertThat(report.thresholds())
        .extracting(Report.ThresholdResult::metric)
        .startsWith("requests{group:a,b}", "response_time{group:a,b}");
    Double longest =
        Objects.requireNonNull(report.requests().getFirst().metrics().get("response_time")).max();
    assertThat(report.thresholds())
        .extracting(Report.ThresholdResult::observed)
        .containsExactly(200.0, longest, 0.0, 0.0);
  }

  @Test
  void areInEveryFormOfTheReport() throws Exception {
    List<RunEvent> events = events(new SimulatedRun(plan(), 2), true);
    Report report = RunFiles.writeWithoutLosses(dir, events::forEach);
    assertThat(TextSummary.of(report)).contains("Groups as a whole", "  a,b ");
    assertThat(
            HtmlReportTest.data(Files.readString(dir.resolve("report.html"))).at("/report/groups"))
        .singleElement()
        .satisfies(group -> assertThat(group.path("name").asString()).isEqualTo("a,b"));
    assertThat(Files.readString(dir.resolve("group_time.hlog"))).contains("Tag=a%2Cb,");
    assertThat(ReportJson.read(dir.resolve("report.json")).groups())
        .singleElement()
        .satisfies(group -> {
          assertThat(group.name()).isEqualTo("a,b");
          assertThat(group.started()).isEqualTo(200);
          assertThat(group.metrics()).containsKey("response_time");
        });
  }
}
