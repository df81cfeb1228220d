package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.HtmlTable.cell;

import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.ThresholdResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The report as one page that needs nothing else: no script, no font, no picture from anywhere,
/// and a policy that forbids them. Every word that comes from a plan or a machine is escaped.
final class HtmlReport {
  private static final String STYLE = resource("report.css");

  private final Report report;
  private final HtmlCharts charts;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Report report, ReportJson.Timeline timeline) {
    this.report = report;
    TimelinePoints points = new TimelinePoints();
    timeline.forEach(points);
    this.charts = new HtmlCharts(points);
  }

  static String of(Report report, ReportJson.Timeline timeline) {
    return new HtmlReport(report, timeline).write();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String write() {
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        """);
    html.append("<title>%s: %s</title>\n".formatted(name(), report.verdict().result()));
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    header();
    tiles();
    charts();
    thresholds();
    html.append(HtmlLedger.of(report.ledger()));
    html.append(HtmlRequests.of(report));
    html.append(HtmlRequests.ofGroups(report));
    errorSamples();
    html.append(HtmlChanges.of(report));
    if (!report.workers().isEmpty()) {
      html.append(HtmlWorkers.of(report));
    }
    once();
    remarks();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private String name() {
    return Markup.escaped(report.run().name());
  }

  private void header() {
    Verdict verdict = report.verdict();
    Report.Run run = report.run();
    html.append(
        "<header class=\"%s\">\n<p class=\"verdict\">%s</p>\n<h1>%s</h1>\n"
            .formatted(verdict.result().name().toLowerCase(Locale.ROOT), verdict.result(), name()));
    html.append(
        "<p class=\"soft\">%s · %s of %s · %s</p>\n"
            .formatted(
                Markup.escaped(run.target()),
                Figures.time(run.durationSeconds()),
                Figures.time(run.plannedSeconds()),
                run.startedAt() == null ? "not started" : Markup.escaped(run.startedAt())));
    if (!verdict.reasons().isEmpty()) {
      html.append("<ul class=\"reasons\">\n");
      for (Verdict.Reason reason : verdict.reasons()) {
        html.append(
            "<li>%s <span class=\"soft mono\">%s</span></li>\n"
                .formatted(Markup.escaped(reason.message()), Markup.escaped(reason.code())));
      }
      html.append("</ul>\n");
    }
    html.append("</header>\n");
  }

  private void tiles() {
    Report.Requests requests = report.ledger().requests();
    Report.Arrivals arrivals = report.ledger().arrivals();
    html.append("<div class=\"tiles\">\n");
    tile(Figures.rate(report.throughput().requestsPerSecond()), "requests");
    tile(percentile(TimedMetric.RESPONSE_TIME, "50"), "p50 response time");
    tile(percentile(TimedMetric.RESPONSE_TIME, "99"), "p99 response time");
    tile(Figures.part(requests.notSucceeded(), requests.started()), "requests not succeeded");
    tile(Figures.part(arrivals.begun(), arrivals.planned()), "arrivals offered");
    html.append("</div>\n");
  }

  private void tile(String figure, String what) {
    html.append(
        "<div class=\"tile\"><b>%s</b><span>%s</span></div>\n"
            .formatted(Markup.escaped(figure), Markup.escaped(what)));
  }

  private String percentile(TimedMetric metric, String percent) {
    MetricSummary summary = report.metrics().get(metric.id());
    return Figures.percentile(summary == null ? null : summary.percentiles().get(percent));
  }

  private void charts() {
    html.append("<section>\n")
        .append(charts.throughput())
        .append(charts.responseTimes())
        .append(charts.percentiles(report.metrics()))
        .append("</section>\n");
  }

  private void thresholds() {
    if (report.thresholds().isEmpty()) {
      return;
    }
    HtmlTable table = new HtmlTable("Thresholds", "", "Rule", "Observed", "Result");
    for (ThresholdResult threshold : report.thresholds()) {
      table.row(
          cell(
              "left",
              Markup.escaped(threshold.metric())
                  + " <span class=\"mono\">"
                  + Markup.escaped(threshold.expression())
                  + "</span>"
                  + window(threshold)),
          cell(Markup.escaped(TextSummary.observed(threshold))),
          result(threshold));
    }
    html.append(table.close());
  }

  private static String window(ThresholdResult threshold) {
    Double window = threshold.window();
    return window == null ? "" : " in every " + Figures.time(window);
  }

  private static String result(ThresholdResult threshold) {
    if (threshold.aborted()) {
      return cell("fail", "ended the run");
    }
    if (!threshold.decided()) {
      return cell("warn", "undecided");
    }
    return threshold.passed() ? cell("pass", "passed") : cell("fail", "failed");
  }

  private void errorSamples() {
    if (report.errorSamples().isEmpty()) {
      return;
    }
    html.append(
        """
        <section>
        <h2>Error samples</h2>
        <p class="note">How the first answers of each kind of failure began; values of headers that carry secrets are masked.</p>
        """);
    for (Report.ErrorSample sample : report.errorSamples()) {
      html.append(
          "<details><summary>%s <span class=\"fail mono\">%s</span> <span class=\"soft\">at %s, %s</span></summary>\n<pre>%s</pre></details>\n"
              .formatted(
                  Markup.escaped(sample.request()),
                  Markup.escaped(sample.outcome()),
                  Figures.time(sample.at()),
                  Markup.escaped(sample.worker()),
                  Markup.escaped(sample.text())));
    }
    html.append("</section>\n");
  }

  private void once() {
    if (report.once().isEmpty()) {
      return;
    }
    html.append("<section>\n<h2>Once</h2>\n<p class=\"note\">In no figure above.</p>\n");
    for (Report.OnceRow row : report.once()) {
      html.append("<p>%s</p>\n".formatted(Markup.escaped(OnceWords.of(row))));
    }
    html.append("</section>\n");
  }

  private void remarks() {
    String title = report.remarks().isEmpty() ? "Run" : "Remarks";
    html.append("<section>\n<h2>%s</h2>\n".formatted(title));
    for (Report.Remark remark : report.remarks()) {
      html.append("<p>%s</p>\n".formatted(Markup.escaped(remark.message())));
    }
    Report.Run run = report.run();
    html.append(
        "<p class=\"note\">Run <span class=\"mono\">%s</span>, seed <span class=\"mono\">%s</span>%s</p>\n"
            .formatted(
                Markup.escaped(run.id()),
                Markup.escaped(run.seed()),
                run.tags().isEmpty() ? "" : ", " + Markup.escaped(run.tags().toString())));
    html.append("</section>\n");
  }
}
