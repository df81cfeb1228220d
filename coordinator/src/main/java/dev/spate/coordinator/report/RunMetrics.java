package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A run for those who monitor: what its closed slots add up to, and how its workers are, in the
/// data model of Prometheus and OpenMetrics. Warm-up is in it, as a phase like the others.
///
/// As large as the plan: rows beyond [#MOST_ROWS] are added up as [#OTHERS], and workers beyond
/// [#MOST_WORKERS] have no row.
final class RunMetrics {
  static final int MOST_ROWS = 500;
  static final int MOST_WORKERS = 64;
  static final String OTHERS = "(others)";

  private final RunState run;
  private final Labels labels;
  private final List<Row> rows = new ArrayList<>();
  private final List<MetricSnapshot> metrics = new ArrayList<>();

  /// @param labels request and phase
  private record Row(Labels labels, RequestTotals totals) {}

  private RunMetrics(RunState run) {
    this.run = run;
    this.labels = Labels.of("run", run.opened().run());
  }

  static MetricSnapshots of(RunState run) {
    RunMetrics metrics = new RunMetrics(run);
    metrics.readRows();
    metrics.info();
    metrics.arrivals();
    metrics.requests();
    metrics.histogram(
        "spate_response_time",
        "From the intended start of a request to the end of its answer.",
        RequestTotals::allResponseTimes);
    metrics.histogram(
        "spate_service_time",
        "From the first byte of a request to the end of its answer.",
        RequestTotals::serviceTime);
    metrics.workers();
    return new MetricSnapshots(metrics.metrics);
  }

  private void readRows() {
    RequestTotals others = new RequestTotals();
    List<Map.Entry<RequestKey, RowTotals>> all =
        run.totals().rows().entrySet().stream()
            .filter(row -> !row.getKey().group())
            .sorted(
                Comparator.comparingLong((Map.Entry<RequestKey, RowTotals> row) ->
                    -row.getValue().sum().counts().started()))
            .toList();
    for (int i = 0; i < all.size(); i++) {
      RequestKey key = all.get(i).getKey();
      RequestTotals sum = all.get(i).getValue().sum();
      if (i < MOST_ROWS) {
        rows.add(
            new Row(
                row(
                    run.plan().requestNames().get(key.request()),
                    run.plan().phases().get(key.phase()).name()),
                sum));
      } else {
        others.add(sum);
      }
    }
    if (all.size() > MOST_ROWS) {
      rows.add(new Row(row(OTHERS, OTHERS), others));
    }
  }

  private Labels row(String request, String phase) {
    return labels.add("request", request).add("phase", phase);
  }

  private void info() {
    metrics.add(
        InfoSnapshot.builder()
            .name("spate_run")
            .help("The run that these figures are of.")
            .dataPoint(
                InfoDataPointSnapshot.builder()
                    .labels(
                        labels
                            .add("plan", run.plan().name())
                            .add("target", run.plan().target().url())
                            .add("version", run.opened().version()))
                    .build())
            .build());
  }

  private void arrivals() {
    Report.Arrivals arrivals = new ReportBuilder(run).ledger().arrivals();
    Map<String, Long> accounts = new TreeMap<>();
    accounts.put("planned", arrivals.planned());
    accounts.put("begun", arrivals.begun());
    accounts.put("completed", arrivals.completed());
    accounts.put("interrupted", arrivals.interrupted());
    accounts.put("dropped", arrivals.dropped());
    accounts.put("missed", arrivals.missed());
    accounts.put("lost", arrivals.lost());
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("spate_arrivals")
            .help("Arrivals of the schedule by their account in the ledger.");
    accounts.forEach(
        (account, count) -> counter.dataPoint(count(labels.add("account", account), count)));
    metrics.add(counter.build());
  }

  private void requests() {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("spate_requests")
            .help("Requests by how they ended: succeeded, a cause of failure, or unanswered.");
    for (Row row : rows) {
      RequestCounts counts = row.totals().counts();
      Map<String, Long> outcomes = new TreeMap<>(Errors.of(row.totals().outcomes()));
      outcomes.put("succeeded", counts.succeeded());
      outcomes.put("unanswered", counts.unanswered());
      outcomes.forEach((outcome, count) ->
          counter.dataPoint(count(row.labels().add("outcome", outcome), count)));
    }
    metrics.add(counter.build());
  }

  private static CounterDataPointSnapshot count(Labels labels, long count) {
    return CounterDataPointSnapshot.builder().labels(labels).value((double) count).build();
  }

  /// Which of its durations a histogram is of.
  private interface Durations {
    LatencySum of(RequestTotals row);
  }

  private void histogram(String name, String help, Durations durations) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(name + "_seconds").help(help).unit(Unit.SECONDS);
    for (Row row : rows) {
      histogram.dataPoint(DurationBuckets.of(row.labels(), durations.of(row.totals())));
    }
    metrics.add(histogram.build());
  }

  private void workers() {
    long running = run.workers().stream().filter(worker -> !worker.ended()).count();
    gauge("spate_workers", "Workers that are running.", (double) running);
    double inFlight =
        run.workers().stream()
            .filter(worker -> !worker.ended())
            .mapToDouble(worker -> worker.pulse().meanInFlight())
            .sum();
    gauge("spate_in_flight", "Requests under way, on the mean of the last reports.", inFlight);
    GaugeSnapshot.Builder lag =
        GaugeSnapshot.builder()
            .name("spate_worker_schedule_lag_p99_seconds")
            .unit(Unit.SECONDS)
            .help("How late a worker was in its last report: the generator itself, at most.");
    for (LiveWorker worker : LiveWorker.worst(run.workers(), MOST_WORKERS)) {
      lag.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(labels.add("worker", worker.id()))
              .value(worker.scheduleLagP99())
              .build());
    }
    metrics.add(lag.build());
  }

  private void gauge(String name, String help, double value) {
    metrics.add(
        GaugeSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build())
            .build());
  }
}
