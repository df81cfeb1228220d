package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.Percentile;
import dev.spate.coordinator.report.Report.RequestRow;
import dev.spate.coordinator.report.Report.ThresholdResult;
import dev.spate.coordinator.report.Report.WorkerRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    ledger();
    requests();
    errorSamples();
    html.append(HtmlChanges.of(report));
    workers();
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
    long failed = requests.failed() + requests.timedOut() + requests.unanswered();
    html.append("<div class=\"tiles\">\n");
    tile(Figures.rate(report.throughput().requestsPerSecond()), "requests");
    tile(percentile(TimedMetric.RESPONSE_TIME, "50"), "p50 response time");
    tile(percentile(TimedMetric.RESPONSE_TIME, "99"), "p99 response time");
    tile(part(failed, requests.started()), "requests not succeeded");
    tile(part(arrivals.begun(), arrivals.planned()), "arrivals offered");
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

  private static String part(long part, long whole) {
    return whole == 0 ? Figures.NONE : Figures.part((double) part / whole);
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
    open("Thresholds", "", "Rule", "Observed", "Result");
    for (ThresholdResult threshold : report.thresholds()) {
      row(
          cell(
              "left",
              Markup.escaped(threshold.metric())
                  + " <span class=\"mono\">"
                  + Markup.escaped(threshold.expression())
                  + "</span>"),
          cell(Markup.escaped(TextSummary.observed(threshold))),
          result(threshold));
    }
    close();
  }

  private static String result(ThresholdResult threshold) {
    if (!threshold.decided()) {
      return cell("warn", "undecided");
    }
    return threshold.passed() ? cell("pass", "passed") : cell("fail", "failed");
  }

  private void ledger() {
    Report.LedgerEntry ledger = report.ledger();
    Report.Arrivals arrivals = ledger.arrivals();
    Report.Requests requests = ledger.requests();
    html.append(
        "<section>\n<h2>Ledger <span class=\"%s\">%s</span></h2>\n<div class=\"sums\">\n"
            .formatted(
                ledger.balanced() ? "pass" : "fail",
                ledger.balanced() ? "balanced" : "not balanced"));
    html.append("<div class=\"sum\">");
    total(arrivals.planned(), "arrivals planned");
    account(arrivals.completed(), "completed");
    account(arrivals.interrupted(), "interrupted");
    account(arrivals.dropped(), "dropped");
    account(arrivals.missed(), "missed");
    account(arrivals.lost(), "lost");
    if (arrivals.repeated() > 0) {
      html.append(
          "<span>besides <b>%s</b> repeated</span>".formatted(Figures.count(arrivals.repeated())));
    }
    html.append("</div>\n<div class=\"sum\">");
    total(requests.started(), "requests started");
    account(requests.succeeded(), "succeeded");
    account(requests.failed(), "failed");
    account(requests.timedOut(), "timed out");
    account(requests.unanswered(), "unanswered");
    html.append("</div>\n</div>\n<p class=\"note\">Warm-up included.</p>\n</section>\n");
  }

  private void total(long count, String what) {
    html.append("<span><b>%s</b> %s =</span>".formatted(Figures.count(count), what));
  }

  private void account(long count, String what) {
    html.append(
        "<span%s><b>%s</b> %s</span>"
            .formatted(count == 0 ? " class=\"zero\"" : "", Figures.count(count), what));
  }

  private void requests() {
    open(
        "Requests",
        "Response times outside warm-up, with their 95 % confidence intervals; n/a: too few samples.",
        "Request",
        "Rate",
        "p50",
        "p90",
        "p99",
        "p99.9",
        "Longest",
        "Not succeeded");
    for (RequestRow row : report.requests()) {
      long failed = row.failed() + row.timedOut() + row.unanswered();
      String name =
          Markup.escaped(row.name())
              + "<span class=\"range\">"
              + Markup.escaped(row.phase() + causes(row.errors()))
              + "</span>";
      times(
          cell("left", name),
          Figures.rate(row.perSecond()),
          row.metrics().get(TimedMetric.RESPONSE_TIME.id()),
          part(failed, row.started()));
    }
    html.append("</tbody><tbody>");
    all("All", TimedMetric.RESPONSE_TIME);
    all("All: service time", TimedMetric.SERVICE_TIME);
    all("All: first byte", TimedMetric.FIRST_BYTE);
    all("All: connect time", TimedMetric.CONNECT_TIME);
    all("All: TLS handshake", TimedMetric.TLS_TIME);
    close();
  }

  private static String causes(Map<String, Long> errors) {
    return errors.isEmpty()
        ? ""
        : errors.entrySet().stream()
            .map(error -> error.getKey() + " " + Figures.count(error.getValue()))
            .collect(Collectors.joining(", ", " · ", ""));
  }

  private void all(String name, TimedMetric metric) {
    MetricSummary summary = report.metrics().get(metric.id());
    if (summary != null && summary.count() > 0) {
      times(cell("left", name), "", summary, "");
    }
  }

  private void times(String name, String rate, @Nullable MetricSummary times, String failed) {
    Double longest = times == null ? null : times.max();
    boolean bound = times != null && times.censored() > 0 && censored(times, "99.99");
    row(
        name,
        cell(rate),
        interval(times, "50"),
        interval(times, "90"),
        interval(times, "99"),
        interval(times, "99.9"),
        cell(Figures.time(longest, bound)),
        cell(failed));
  }

  private static boolean censored(MetricSummary times, String percent) {
    Percentile percentile = times.percentiles().get(percent);
    return percentile != null && percentile.censored();
  }

  private static String interval(@Nullable MetricSummary times, String percent) {
    Percentile percentile = times == null ? null : times.percentiles().get(percent);
    if (percentile == null) {
      return cell(Figures.NONE);
    }
    if (!Figures.shown(percentile)) {
      return cell("<span class=\"soft\">n/a</span>");
    }
    Double low = percentile.low();
    Double high = percentile.high();
    String range =
        low == null
            ? ""
            : high == null
                ? "≥ " + Figures.time(low)
                : Figures.time(low) + " – " + Figures.time(high);
    return cell(Figures.percentile(percentile) + "<span class=\"range\">" + range + "</span>");
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

  private void workers() {
    if (report.workers().isEmpty()) {
      return;
    }
    Report.Environment environment = report.environment();
    open(
        "Workers",
        "%s, %s · %s · %s · Spate %s"
            .formatted(
                environment.transport(),
                environment.idle(),
                environment.jvm(),
                environment.os(),
                report.run().spateVersion()),
        "Worker",
        "Lanes",
        "Offered",
        "Lag p99",
        "Busiest loop",
        "Waited for a processor",
        "Stolen by the host",
        "Longest pause",
        "Longest GC",
        "p50",
        "p99",
        "Start ±",
        "State");
    for (WorkerRow worker : report.workers()) {
      boolean gone = worker.state().equals("lost") || worker.state().equals("left");
      row(
          cell(
              "left",
              Markup.escaped(worker.id())
                  + "<span class=\"range\">"
                  + Markup.escaped(worker.host() + ", " + Figures.of(worker.cores(), "core"))
                  + "</span>"),
          cell(Figures.count(worker.lanes())),
          cell(Figures.count(worker.offered())),
          cell(Figures.time(worker.scheduleLagP99())),
          cell(Figures.part(worker.loopCpu())),
          cell(Figures.part(worker.cpuWait())),
          cell(Figures.part(worker.steal())),
          cell(Figures.time(worker.loopPauseMax())),
          cell(Figures.time(worker.gcPauseMax())),
          cell(Figures.time(worker.p50())),
          cell(Figures.time(worker.p99())),
          cell(Figures.time(worker.startUncertainty())),
          cell(gone ? "fail" : "", Markup.escaped(worker.state())));
    }
    close();
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

  private void open(String title, String note, String... columns) {
    html.append("<section>\n<h2>%s</h2>\n".formatted(Markup.escaped(title)));
    if (!note.isEmpty()) {
      html.append("<p class=\"note\">%s</p>\n".formatted(Markup.escaped(note)));
    }
    html.append("<div class=\"wide\"><table>\n<thead><tr>");
    for (String column : columns) {
      html.append("<th>%s</th>".formatted(Markup.escaped(column)));
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  private void row(String... cells) {
    html.append("<tr>").append(String.join("", cells)).append("</tr>\n");
  }

  private static String cell(String markup) {
    return "<td>" + markup + "</td>";
  }

  private static String cell(String style, String markup) {
    return "<td class=\"" + style + "\">" + markup + "</td>";
  }

  private void close() {
    html.append("</tbody>\n</table></div>\n</section>\n");
  }
}
