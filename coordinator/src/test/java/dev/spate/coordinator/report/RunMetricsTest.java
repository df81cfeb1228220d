package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunMetricsTest {
  private static MetricSnapshots metrics(Plan plan) {
    RunFold fold = new RunFold(_ -> {});
    new SimulatedRun(plan, 2)
        .target((_, _, _, n) ->
            n % 50 == 0 ? Answer.failing(0.5, Outcome.STATUS_5XX, 503) : Answer.after(0.02))
        .forEach(fold::accept);
    return fold.metrics();
  }

  private static Plan shop(String... requests) {
    return Plans.plan(List.of(Plans.steady("steady", 100, 10)), List.of(requests), List.of(), 0.5);
  }

  private static String text(MetricSnapshots metrics) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExpositionFormats.init().getOpenMetricsTextFormatWriter().write(out, metrics);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void hasTheLedgerTheRequestsAndTheWorkers() throws IOException {
    assertThat(text(metrics(shop("GET \"/\""))))
        .contains("spate_run_info{", "plan=\"shop\"")
        .contains("spate_arrivals_total{account=\"planned\",run=\"01RUN\"} 1000.0\n")
        .contains("spate_arrivals_total{account=\"lost\",run=\"01RUN\"} 0.0\n")
        .contains(
            "spate_requests_total{outcome=\"succeeded\",phase=\"steady\",request=\"GET \\\"/\\\"\",run=\"01RUN\"} 980.0\n")
        .contains("outcome=\"status_5xx\",phase=\"steady\"")
        .contains("spate_response_time_seconds_count{")
        .contains("spate_workers{run=\"01RUN\"} 0.0\n")
        .contains("spate_worker_schedule_lag_p99_seconds{")
        .endsWith("# EOF\n");
  }

  @Test
  void itsHistogramsHaveEveryRequestWhereItBelongs() {
    HistogramDataPointSnapshot point = responseTimes(metrics(shop("GET /")));
    assertThat(point.getCount()).isEqualTo(1_000);
    assertThat(point.getSum()).isCloseTo(980 * 0.02 + 20 * 0.5, within(0.1));
    assertThat(point.getClassicBuckets().stream().filter(bucket -> bucket.getCount() > 0))
        .satisfiesExactly(
            bucket -> {
              assertThat(bucket.getUpperBound()).isEqualTo(0.025);
              assertThat(bucket.getCount()).isEqualTo(980);
            },
            bucket -> assertThat(bucket.getCount()).isEqualTo(20));
    assertThat(point.getNativeBucketsForPositiveValues().stream())
        .satisfiesExactly(
            bucket -> {
              double upper = Math.pow(2, bucket.getBucketIndex() / 8.0);
              assertThat(upper).isBetween(0.02, 0.02 * Math.pow(2, 1 / 8.0) * 1.001);
            },
            bucket -> assertThat(bucket.getCount()).isEqualTo(20));
  }

  private static HistogramDataPointSnapshot responseTimes(MetricSnapshots metrics) {
    return metrics.stream()
        .filter(metric -> metric.getMetadata().getName().equals("spate_response_time_seconds"))
        .map(HistogramSnapshot.class::cast)
        .flatMap(histogram -> histogram.getDataPoints().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDashboardAsksForWhatThereIs() throws IOException {
    String text = text(metrics(shop("GET /")));
    String dashboard = Files.readString(Path.of("../deploy/grafana/spate.json"));
    List<String> asked =
        Pattern.compile("spate_[a-z0-9_]+")
            .matcher(dashboard)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(asked).hasSizeGreaterThan(10);
    assertThat(asked).allSatisfy(name -> assertThat(text).contains("\n" + name + "{"));
  }

  @Test
  void rowsAreBounded() throws IOException {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "GET /" + i).toList();
    List<Phase> phases =
        IntStream.range(0, 10).mapToObj(i -> Plans.steady("phase " + i, 300, 1)).toList();
    String text = text(metrics(Plans.plan(phases, names, List.of(), 0.5)));
    assertThat(text.lines().filter(line -> line.startsWith("spate_service_time_seconds_count")))
        .hasSize(RunMetrics.MOST_ROWS + 1)
        .anyMatch(line -> line.contains("request=\"(others)\""));
  }

  @Test
  void aRunThatHasNotStartedHasFiguresToo() throws IOException {
    RunFold fold = new RunFold(_ -> {});
    new SimulatedRun(shop("GET /"), 1)
        .forEach(event -> {
          if (event instanceof dev.spate.coordinator.history.RunEvent.Opened) {
            fold.accept(event);
          }
        });
    assertThat(text(fold.metrics())).contains("spate_run_info{", "# EOF");
  }
}
