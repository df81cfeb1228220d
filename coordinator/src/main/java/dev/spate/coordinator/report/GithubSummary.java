package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.RequestRow;
import dev.spate.coordinator.report.Report.ThresholdResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The report as a job summary of GitHub Actions, in its Markdown: the verdict, the thresholds, the
/// ledger, the requests. Names come from plans and machines, so that all of them are escaped.
public final class GithubSummary {
  /// A page of GitHub takes 1 MiB from all steps of a job.
  private static final int MOST_ROWS = 100;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private GithubSummary(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new GithubSummary(report).write();
  }

  private String write() {
    verdict();
    thresholds();
    ledger();
    requests();
    remarks();
    return out.toString();
  }

  private void verdict() {
    Verdict verdict = report.verdict();
    out.append(
        "## %s %s: %s%n%n".formatted(sign(verdict), text(report.run().name()), verdict.result()));
    for (Verdict.Reason reason : verdict.reasons()) {
      out.append("- `%s` %s%n".formatted(reason.code(), text(reason.message())));
    }
    out.append(
        "%n%s, %s, run `%s`, exit code %d%n%n"
            .formatted(
                text(report.run().target()),
                Figures.time(report.run().durationSeconds()),
                report.run().id(),
                verdict.exitCode()));
  }

  private static String sign(Verdict verdict) {
    return switch (verdict.result()) {
      case PASSED -> "✅";
      case FAILED -> "❌";
      case INCONCLUSIVE -> "⚠️";
    };
  }

  private void thresholds() {
    if (report.thresholds().isEmpty()) {
      return;
    }
    out.append("| | Threshold | Observed |\n|---|---|---:|\n");
    for (ThresholdResult threshold : report.thresholds()) {
      String sign = threshold.passed() ? "✅" : threshold.decided() ? "❌" : "⚠️";
      out.append(
          "| %s | %s | %s |%n"
              .formatted(
                  sign, text(TextSummary.rule(threshold)), text(TextSummary.observed(threshold))));
    }
    out.append('\n');
  }

  private void ledger() {
    Report.Arrivals arrivals = report.ledger().arrivals();
    Report.Requests requests = report.ledger().requests();
    out.append(
        "Ledger (%s): %s arrivals planned = %s completed + %s interrupted + %s dropped + %s missed + %s lost; "
                .formatted(
                    report.ledger().balanced() ? "balanced" : "**not balanced**",
                    Figures.count(arrivals.planned()),
                    Figures.count(arrivals.completed()),
                    Figures.count(arrivals.interrupted()),
                    Figures.count(arrivals.dropped()),
                    Figures.count(arrivals.missed()),
                    Figures.count(arrivals.lost()))
            + "%s requests started = %s succeeded + %s failed + %s timed out + %s unanswered%n%n"
                .formatted(
                    Figures.count(requests.started()),
                    Figures.count(requests.succeeded()),
                    Figures.count(requests.failed()),
                    Figures.count(requests.timedOut()),
                    Figures.count(requests.unanswered())));
  }

  private void requests() {
    out.append("| Response time | Phase | Rate | p50 | p99 | max | Failed |\n");
    out.append("|---|---|---:|---:|---:|---:|---:|\n");
    List<RequestRow> rows = report.requests();
    for (RequestRow row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
      MetricSummary times = row.metrics().get(TimedMetric.RESPONSE_TIME.id());
      out.append(
          "| %s | %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  text(row.name()),
                  text(row.phase()),
                  Figures.rate(row.perSecond()),
                  percentile(times, "50"),
                  percentile(times, "99"),
                  times == null ? Figures.NONE : Figures.time(times.max(), times.censored() > 0),
                  Figures.part(row.notSucceeded(), row.started())));
    }
    if (rows.size() > MOST_ROWS) {
      out.append("%n%d more rows are in report.json.%n".formatted(rows.size() - MOST_ROWS));
    }
    out.append('\n');
  }

  private static String percentile(@Nullable MetricSummary metric, String percent) {
    return Figures.percentile(metric == null ? null : metric.percentiles().get(percent));
  }

  private void remarks() {
    for (Report.Remark remark : report.remarks()) {
      out.append("> %s%n>%n".formatted(text(remark.message())));
    }
  }

  /// A text as it is meant, on one line: no markup, no cell that ends early.
  private static String text(String text) {
    return text.replaceAll("\\p{Cc}", "?")
        .replaceAll("([\\\\`*_{}\\[\\]()#+|~!@:])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
