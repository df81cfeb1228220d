package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A run in a comparison.
///
/// @param requests started outside warm-up
/// @param failedShare of those; with time-outs and unanswered ones
/// @param percentiles of the response time, by percent, as its report has them
/// @param curve points of percent and seconds
record RunColumn(
    Report.Run run,
    String verdict,
    long requests,
    double perSecond,
    double failedShare,
    Map<String, Report.Percentile> percentiles,
    List<double[]> curve) {
  RunColumn {
    curve = List.copyOf(curve);
  }

  static RunColumn of(Report report, List<double[]> curve) {
    Map<String, Report.Percentile> percentiles = new LinkedHashMap<>();
    Report.MetricSummary times = report.metrics().get("response_time");
    if (times != null) {
      percentiles.putAll(times.percentiles());
      percentiles.keySet().retainAll(Percents.ALL.stream().map(Percents::key).toList());
    }
    return new RunColumn(
        report.run(),
        report.verdict().result().name(),
        started(report),
        report.throughput().requestsPerSecond(),
        failedShare(report),
        percentiles,
        curve);
  }

  static long started(Report report) {
    return report.requests().stream().mapToLong(Report.RequestRow::started).sum();
  }

  static double failedShare(Report report) {
    long started = started(report);
    long succeeded = report.requests().stream().mapToLong(Report.RequestRow::succeeded).sum();
    return started == 0 ? 0 : (double) (started - succeeded) / started;
  }
}
