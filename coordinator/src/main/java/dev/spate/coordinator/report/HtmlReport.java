package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.RequestRow;
import dev.spate.coordinator.report.Report.ThresholdResult;

/// The report as one page that needs nothing else: the modules of the live page, and the figures as
/// JSON. Where no script runs, it has the verdict, thresholds, ledger, requests, workers and what
/// else there is to say as text. Every word that comes from a plan or a machine is escaped.
final class HtmlReport {
  private final Report report;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Report report) {
    this.report = report;
  }

  static String of(Report report, ReportJson.Timeline timeline) {
    ReportPoints points = new ReportPoints();
    timeline.forEach(points);
    return HtmlPage.of(
        "%s: %s".formatted(Markup.escaped(report.run().name()), report.verdict().result()),
        ReportJson.embedded(report, points.columns()),
        new HtmlReport(report).plain());
  }

  private String plain() {
    html.append(
        "<h1>%s</h1>\n<p class=\"verdict\">%s</p>\n"
            .formatted(Markup.escaped(report.run().name()), report.verdict().result()));
    for (Verdict.Reason reason : report.verdict().reasons()) {
      html.append("<p>%s</p>\n".formatted(Markup.escaped(reason.message())));
    }
    thresholds();
    ledger();
    requests();
    workers();
    for (Report.Remark remark : report.remarks()) {
      html.append("<p>%s</p>\n".formatted(Markup.escaped(remark.message())));
    }
    samples();
    for (Report.OnceRow once : report.once()) {
      html.append("<p>%s</p>\n".formatted(Markup.escaped(OnceWords.of(once))));
    }
    return html.toString();
  }

  private void thresholds() {
    table("Thresholds", "Rule", "Observed", "Result");
    for (ThresholdResult threshold : report.thresholds()) {
      String result = threshold.passed() ? "passed" : "failed";
      row(
          threshold.metric() + " " + threshold.expression(),
          TextSummary.observed(threshold),
          threshold.decided() ? result : "undecided");
    }
    html.append("</table>\n");
  }

  private void ledger() {
    Report.Arrivals arrivals = report.ledger().arrivals();
    Report.Requests requests = report.ledger().requests();
    table("Ledger", "Account", "Count");
    count("arrivals planned", arrivals.planned());
    count("completed", arrivals.completed());
    count("interrupted", arrivals.interrupted());
    count("dropped", arrivals.dropped());
    count("missed", arrivals.missed());
    count("lost", arrivals.lost());
    count("requests started", requests.started());
    count("succeeded", requests.succeeded());
    count("failed", requests.failed());
    count("timed out", requests.timedOut());
    count("unanswered", requests.unanswered());
    html.append("</table>\n");
  }

  private void count(String account, long count) {
    row(account, Figures.count(count));
  }

  private void workers() {
    table("Workers", "Worker", "Host", "State", "Arrivals", "Lag p99", "Busiest loop");
    for (Report.WorkerRow worker : report.workers()) {
      row(
          worker.id(),
          worker.host(),
          worker.why().isEmpty() ? worker.state() : worker.state() + ": " + worker.why(),
          Figures.count(worker.offered()),
          Figures.time(worker.scheduleLagP99()),
          Figures.part(worker.loopCpu()));
    }
    html.append("</table>\n");
  }

  private void samples() {
    for (Report.ErrorSample sample : report.errorSamples()) {
      html.append(
          "<p>%s, %s</p>\n<pre>%s</pre>\n"
              .formatted(
                  Markup.escaped(sample.request()),
                  Markup.escaped(sample.outcome()),
                  Markup.escaped(sample.text())));
    }
  }

  private void requests() {
    table("Requests", "Request", "Phase", "Rate", "p50", "p99", "Not succeeded");
    for (RequestRow request : report.requests()) {
      MetricSummary times = request.metrics().get(TimedMetric.RESPONSE_TIME.id());
      row(
          request.name(),
          request.phase(),
          Figures.rate(request.perSecond()),
          Figures.percentile(times == null ? null : times.percentiles().get("50")),
          Figures.percentile(times == null ? null : times.percentiles().get("99")),
          Figures.part(request.notSucceeded(), request.started()));
    }
    html.append("</table>\n");
  }

  private void table(String title, String... columns) {
    html.append("<h2>%s</h2>\n<table><tr>".formatted(title));
    for (String column : columns) {
      html.append("<th>%s</th>".formatted(column));
    }
    html.append("</tr>\n");
  }

  private void row(String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>%s</td>".formatted(Markup.escaped(cell)));
    }
    html.append("</tr>\n");
  }
}
