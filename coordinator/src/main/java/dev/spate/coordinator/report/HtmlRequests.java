package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.HtmlTable.cell;

import dev.spate.coordinator.report.Report.GroupRow;
import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.Percentile;
import dev.spate.coordinator.report.Report.RequestRow;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The section of the page that says of each request, and of all together, how long they took.
final class HtmlRequests {
  private final Report report;
  private final HtmlTable table;

  private HtmlRequests(Report report, String title, String times, String row) {
    this.report = report;
    this.table =
        new HtmlTable(
            title,
            times + " outside warm-up, with their 95 % confidence intervals; n/a: too few samples.",
            row,
            "Rate",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "Longest",
            "Not succeeded");
  }

  static String of(Report report) {
    return new HtmlRequests(report, "Requests", "Response times", "Request").write();
  }

  /// The section about groups; empty where there are none.
  static String ofGroups(Report report) {
    return report.groups().isEmpty()
        ? ""
        : new HtmlRequests(report, "Groups", "Times of groups as a whole", "Group").writeGroups();
  }

  private String writeGroups() {
    for (GroupRow row : report.groups()) {
      times(
          name(row.name(), row.phase(), row.errors()),
          Figures.rate(row.perSecond()),
          row.metrics().get(TimedMetric.RESPONSE_TIME.id()),
          Figures.part(row.notSucceeded(), row.started()));
    }
    return table.close();
  }

  private static String name(String name, String phase, Map<String, Long> errors) {
    return cell(
        "left",
        Markup.escaped(name)
            + "<span class=\"range\">"
            + Markup.escaped(phase + causes(errors))
            + "</span>");
  }

  private String write() {
    for (RequestRow row : report.requests()) {
      times(
          name(row.name(), row.phase(), row.errors()),
          Figures.rate(row.perSecond()),
          row.metrics().get(TimedMetric.RESPONSE_TIME.id()),
          Figures.part(row.notSucceeded(), row.started()));
    }
    table.newPart();
    all("All", TimedMetric.RESPONSE_TIME);
    all("All: service time", TimedMetric.SERVICE_TIME);
    all("All: first byte", TimedMetric.FIRST_BYTE);
    all("All: connect time", TimedMetric.CONNECT_TIME);
    all("All: TLS handshake", TimedMetric.TLS_TIME);
    return table.close();
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
    table.row(
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
}
