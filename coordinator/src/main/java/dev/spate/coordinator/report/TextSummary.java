package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.GroupRow;
import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.Percentile;
import dev.spate.coordinator.report.Report.RequestRow;
import dev.spate.coordinator.report.Report.ThresholdResult;
import dev.spate.coordinator.report.Report.WorkerRow;
import dev.spate.plan.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The report for a terminal, 80 columns wide: first whether the numbers can be trusted, then the
/// numbers.
public final class TextSummary {
  private static final int MOST_SAMPLES = 10;

  private final Report report;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();
  private boolean unsure;

  private TextSummary(Report report, boolean colour) {
    this.report = report;
    this.colour = colour;
  }

  /// Without colours.
  public static String of(Report report) {
    return of(report, false);
  }

  /// @param colour whether the verdict and the thresholds are coloured with ANSI escapes
  public static String of(Report report, boolean colour) {
    return new TextSummary(report, colour).write();
  }

  private String write() {
    verdict();
    thresholds();
    ledger();
    requests();
    errorSamples();
    workers();
    changes();
    once();
    remarks();
    return out.toString();
  }

  private void verdict() {
    Verdict verdict = report.verdict();
    out.append(painted(verdict.result().name(), colourOf(verdict.result())))
        .append("  ")
        .append(TerminalText.line(report.run().name()))
        .append(" (exit code ")
        .append(verdict.exitCode())
        .append(")\n");
    for (Verdict.Reason reason : verdict.reasons()) {
      wrapped("  " + reason.code() + ": " + TerminalText.line(reason.message()), 4);
    }
    out.append('\n');
    Report.Run run = report.run();
    wrapped(
        "%s, %s, seed %s".formatted(TerminalText.line(run.target()), lasted(run), run.seed()), 2);
    wrapped(
        "Run "
            + TerminalText.line(run.id())
            + (run.startedAt() == null ? "" : " of " + run.startedAt()),
        2);
  }

  private static String lasted(Report.Run run) {
    String whole = Figures.time(run.plannedSeconds());
    String lasted =
        run.durationSeconds() < run.plannedSeconds()
            ? Figures.time(run.durationSeconds()) + " of " + whole
            : whole;
    double warmup = run.durationSeconds() - run.measuredSeconds();
    return warmup > 0 ? lasted + " (" + Figures.time(warmup) + " of it warm-up)" : lasted;
  }

  private void thresholds() {
    if (report.thresholds().isEmpty()) {
      return;
    }
    out.append("\nThresholds\n");
    for (ThresholdResult threshold : report.thresholds()) {
      String mark = threshold.passed() ? "pass" : threshold.decided() ? "FAIL" : "  ? ";
      String rule = TerminalText.line(rule(threshold));
      out.append("  ")
          .append(painted(mark, threshold.passed() ? "32" : threshold.decided() ? "31" : "33"))
          .append("  ")
          .append(
              String.format(
                  Locale.ROOT, "%-52s %18s\n", TerminalText.cut(rule, 52), observed(threshold)));
    }
  }

  /// A rule with its metric and its window.
  static String rule(ThresholdResult threshold) {
    String rule = threshold.metric() + " " + threshold.expression();
    return threshold.window() == null
        ? rule
        : rule + " in every " + Figures.time(threshold.window());
  }

  /// What a threshold was held against, in its unit.
  static String observed(ThresholdResult threshold) {
    Double value = threshold.observed();
    if (value == null) {
      return "nothing measured";
    }
    if (!threshold.reliable() && !threshold.censored()) {
      return Figures.TOO_FEW;
    }
    int brace = threshold.metric().indexOf('{');
    String id = brace < 0 ? threshold.metric() : threshold.metric().substring(0, brace);
    Metric.Kind kind = Metric.named(id).map(Metric::kind).orElse(Metric.Kind.THROUGHPUT);
    boolean count = threshold.expression().startsWith("count");
    return (threshold.censored() ? "≥ " : "") + VerdictRules.shown(kind, count, value);
  }

  private void ledger() {
    Report.Arrivals arrivals = report.ledger().arrivals();
    Report.Requests requests = report.ledger().requests();
    out.append(
        report.ledger().balanced()
            ? "\nLedger (balanced, warm-up included)\n"
            : "\nLedger (" + painted("NOT BALANCED", "31") + ", warm-up included)\n");
    wrapped(
        "  arrivals: %s planned = %s completed + %s interrupted + %s dropped + %s missed + %s lost"
            .formatted(
                Figures.count(arrivals.planned()),
                Figures.count(arrivals.completed()),
                Figures.count(arrivals.interrupted()),
                Figures.count(arrivals.dropped()),
                Figures.count(arrivals.missed()),
                Figures.count(arrivals.lost())),
        12);
    if (arrivals.repeated() > 0) {
      wrapped(
          "  besides: %s repeated, begun at lanes that were another worker's by then"
              .formatted(Figures.count(arrivals.repeated())),
          12);
    }
    wrapped(
        "  requests: %s started = %s succeeded + %s failed + %s timed out + %s unanswered"
            .formatted(
                Figures.count(requests.started()),
                Figures.count(requests.succeeded()),
                Figures.count(requests.failed()),
                Figures.count(requests.timedOut()),
                Figures.count(requests.unanswered())),
        12);
  }

  private void requests() {
    out.append('\n').append(row("Response time", "rate", "p50", "p99", "p99.9", "max", "failed"));
    boolean phases = report.requests().stream().map(RequestRow::phase).distinct().count() > 1;
    for (RequestRow row : report.requests()) {
      MetricSummary times = row.metrics().get(TimedMetric.RESPONSE_TIME.id());
      out.append(
          row(
              label(row, phases),
              Figures.rate(row.perSecond()),
              cell(times, "50"),
              cell(times, "99"),
              cell(times, "99.9"),
              longest(times),
              failed(row)));
    }
    all("all", TimedMetric.RESPONSE_TIME, Figures.rate(report.throughput().requestsPerSecond()));
    all("all: service time", TimedMetric.SERVICE_TIME, "");
    groups(phases);
    out.append(unsure ? "  n/a: too few samples to say\n" : "");
    errors(phases);
  }

  private void groups(boolean phases) {
    if (report.groups().isEmpty()) {
      return;
    }
    out.append('\n')
        .append(row("Groups as a whole", "rate", "p50", "p99", "p99.9", "max", "failed"));
    for (GroupRow group : report.groups()) {
      MetricSummary times = group.metrics().get(TimedMetric.RESPONSE_TIME.id());
      out.append(
          row(
              label(group.name(), group.phase(), phases),
              Figures.rate(group.perSecond()),
              cell(times, "50"),
              cell(times, "99"),
              cell(times, "99.9"),
              longest(times),
              Figures.part(group.notSucceeded(), group.started())));
    }
  }

  private static String label(RequestRow row, boolean phases) {
    return label(row.name(), row.phase(), phases);
  }

  private static String label(String name, String inPhase, boolean phases) {
    String phase = phases ? " (" + TerminalText.cut(TerminalText.line(inPhase), 10) + ")" : "";
    return TerminalText.shortened(TerminalText.line(name), 23 - phase.length()) + phase;
  }

  private void all(String name, TimedMetric metric, String rate) {
    MetricSummary summary = report.metrics().get(metric.id());
    out.append(
        row(
            name,
            rate,
            cell(summary, "50"),
            cell(summary, "99"),
            cell(summary, "99.9"),
            longest(summary),
            ""));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "  %-23s %8s %8s %9s %9s %9s %6s\n", (Object[]) cells)
        .replaceAll(" +\n", "\n");
  }

  private String cell(@Nullable MetricSummary metric, String percent) {
    Percentile percentile = metric == null ? null : metric.percentiles().get(percent);
    if (percentile != null && !Figures.shown(percentile)) {
      unsure = true;
      return "n/a";
    }
    return Figures.percentile(percentile);
  }

  /// The longest duration, or its lower bound.
  private static String longest(@Nullable MetricSummary metric) {
    return metric == null ? Figures.NONE : Figures.time(metric.max(), metric.censored() > 0);
  }

  private static String failed(RequestRow row) {
    return Figures.part(row.notSucceeded(), row.started());
  }

  private void errors(boolean phases) {
    for (RequestRow row : report.requests()) {
      if (!row.errors().isEmpty()) {
        StringBuilder causes = new StringBuilder("  errors of " + label(row, phases) + ":");
        for (Map.Entry<String, Long> error : row.errors().entrySet()) {
          causes.append(' ').append(error.getKey()).append(' ');
          causes.append(Figures.count(error.getValue()));
        }
        wrapped(causes.toString(), 4);
      }
    }
  }

  /// The first lines only; the rest is in the other formats.
  private void errorSamples() {
    List<Report.ErrorSample> samples = report.errorSamples();
    if (samples.isEmpty()) {
      return;
    }
    out.append("\nError samples (whole in report.html)\n");
    for (Report.ErrorSample sample : samples.subList(0, Math.min(MOST_SAMPLES, samples.size()))) {
      wrapped(
          "  %s, %s at %s: %s"
              .formatted(
                  TerminalText.cut(TerminalText.line(sample.request()), 30),
                  sample.outcome(),
                  Figures.time(sample.at()),
                  TerminalText.cut(
                      TerminalText.line(sample.text().lines().findFirst().orElse("nothing")), 60)),
          4);
    }
    if (samples.size() > MOST_SAMPLES) {
      out.append("  and ").append(samples.size() - MOST_SAMPLES).append(" more\n");
    }
  }

  private void workers() {
    if (report.workers().isEmpty()) {
      return;
    }
    out.append('\n')
        .append(
            workerRow(
                "Workers", "offered", "lag p99", "pause", "cpu", "waited", "stolen", "state"));
    for (WorkerRow worker : report.workers()) {
      out.append(
          workerRow(
              TerminalText.cut(TerminalText.line(worker.id() + " (" + worker.host() + ")"), 22),
              Figures.count(worker.offered()),
              Figures.time(worker.scheduleLagP99()),
              Figures.time(worker.loopPauseMax()),
              percent(worker.loopCpu()),
              percent(worker.cpuWait()),
              percent(worker.steal()),
              worker.state()));
    }
    out.append("  pause: longest; cpu, waited for it: the busiest loop; stolen: by the host\n");
  }

  private static String percent(double part) {
    return Math.round(part * 100) + " %";
  }

  private static String workerRow(String... cells) {
    return String.format(Locale.ROOT, "  %-22s %9s %8s %7s %5s %6s %6s %8s\n", (Object[]) cells);
  }

  private void changes() {
    List<Changes.Change> changes = Changes.of(report);
    if (!changes.isEmpty()) {
      out.append("\nChanges of workers\n");
      changes.forEach(change ->
          wrapped("  " + TerminalText.line(Figures.time(change.at()) + ": " + change.text()), 4));
    }
  }

  private void once() {
    if (report.once().isEmpty()) {
      return;
    }
    out.append("\nOnce, and in no figure above\n");
    for (Report.OnceRow row : report.once()) {
      wrapped("  " + TerminalText.line(OnceWords.of(row)), 4);
    }
  }

  private void remarks() {
    List<Report.Remark> remarks = report.remarks();
    if (!remarks.isEmpty()) {
      out.append("\nRemarks\n");
      remarks.forEach(remark -> wrapped("  " + TerminalText.line(remark.message()), 4));
    }
  }

  private static String colourOf(Verdict.Result result) {
    return switch (result) {
      case PASSED -> "32";
      case FAILED -> "31";
      case INCONCLUSIVE -> "33";
    };
  }

  private String painted(String text, String code) {
    return colour ? "\u001b[1;" + code + "m" + text + "\u001b[0m" : text;
  }

  private void wrapped(String text, int indent) {
    out.append(TerminalText.wrapped(text, indent));
  }
}
