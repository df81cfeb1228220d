package dev.spate.coordinator.report;

import static java.util.Objects.requireNonNull;

/// Reads reports.
final class Reports {
  private Reports() {}

  static Report.MetricSummary metric(Report report, String name) {
    return requireNonNull(report.metrics().get(name), name);
  }

  static Report.MetricSummary responseTime(Report report) {
    return metric(report, "response_time");
  }

  static Report.Percentile percentile(Report report, String percent) {
    return requireNonNull(responseTime(report).percentiles().get(percent), percent);
  }
}
