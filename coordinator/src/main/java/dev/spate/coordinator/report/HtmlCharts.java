package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.MetricSummary;
import dev.spate.coordinator.report.Report.Percentile;
import dev.spate.coordinator.report.SvgChart.Spot;
import dev.spate.coordinator.report.TimelinePoints.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The charts of `report.html`: what was sent and what came back, how long it took second by
/// second, and the percentiles.
final class HtmlCharts {
  private final List<Point> points;
  private final int slotsPerPoint;
  private final Axis time;

  HtmlCharts(TimelinePoints timeline) {
    this.points = timeline.points();
    this.slotsPerPoint = timeline.slotsPerPoint();
    double end = points.isEmpty() ? 1 : points.getLast().slot() + points.getLast().slots();
    this.time = Axis.time(end, SvgChart.PLOT_WIDTH, 12);
  }

  /// Planned, offered, succeeded and failed, a second.
  String throughput() {
    double highest =
        points.stream()
            .flatMapToDouble(p ->
                DoubleStream.of(
                    p.perSecond(p.planned()),
                    p.perSecond(p.offered()),
                    p.perSecond(p.succeeded()),
                    p.perSecond(p.failed())))
            .max()
            .orElse(1);
    SvgChart chart = new SvgChart(time, Axis.linear(highest, SvgChart.PLOT_HEIGHT, 4));
    background(chart);
    List<Spot> failed = spots(p -> p.perSecond(p.failed()));
    chart
        .area("failures", failed)
        .line("planned", "planned arrivals", spots(p -> p.perSecond(p.planned())))
        .line("offered", "offered arrivals", spots(p -> p.perSecond(p.offered())))
        .line("succeeded", "requests that succeeded", spots(p -> p.perSecond(p.succeeded())))
        .line("failures", "requests that did not", failed);
    return figure(
        "Load and answers",
        "a second, by the second of the intended start" + grouped("means"),
        chart.svg("Load and answers a second", HtmlCharts::clock, Figures::digits));
  }

  /// p50 and p99 of the response time.
  String responseTimes() {
    double[] times =
        points.stream()
            .flatMap(p -> Stream.of(p.p50(), p.p99()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(seconds -> seconds > 0)
            .toArray();
    if (times.length == 0) {
      return "";
    }
    double lowest = DoubleStream.of(times).min().orElse(1e-3);
    double highest = DoubleStream.of(times).max().orElse(1);
    SvgChart chart = new SvgChart(time, Axis.decades(lowest, highest, SvgChart.PLOT_HEIGHT));
    background(chart);
    chart
        .line("p50", "p50", points.stream().map(p -> new Spot(p.seconds(), p.p50())).toList())
        .line("p99", "p99", points.stream().map(p -> new Spot(p.seconds(), p.p99())).toList());
    boolean bounds = false;
    for (Point point : points) {
      Double p99 = point.p99();
      if (point.censored() && p99 != null) {
        chart.bound(point.seconds(), p99);
        bounds = true;
      }
    }
    return figure(
        "Response time",
        "from the intended start, logarithmic"
            + (bounds ? "; a red arrow: at least so long (never answered)" : "")
            + grouped("the longest"),
        chart.svg("Response time, p50 and p99", HtmlCharts::clock, Figures::time));
  }

  /// Response and service time by percentile, with their confidence intervals.
  String percentiles(Map<String, MetricSummary> metrics) {
    List<Curve> curves = new ArrayList<>();
    curve(curves, metrics, TimedMetric.RESPONSE_TIME, "response", "response time");
    curve(curves, metrics, TimedMetric.SERVICE_TIME, "service", "service time");
    double[] values =
        curves.stream()
            .flatMap(curve -> Stream.of(curve.low(), curve.value(), curve.high()))
            .flatMap(List::stream)
            .map(Spot::y)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(seconds -> seconds > 0)
            .toArray();
    if (values.length == 0) {
      return "";
    }
    Axis percents =
        new Axis(nines(50), 4, SvgChart.PLOT_WIDTH, false, List.of(nines(50), 1.0, 2.0, 3.0, 4.0));
    Axis seconds =
        Axis.decades(
            DoubleStream.of(values).min().orElse(1e-3),
            DoubleStream.of(values).max().orElse(1),
            SvgChart.PLOT_HEIGHT);
    SvgChart chart = new SvgChart(percents, seconds);
    for (Curve curve : curves) {
      chart.band(curve.style(), curve.low(), curve.high());
      chart.line(curve.style(), curve.name(), curve.value());
    }
    return figure(
        "Percentiles",
        "outside warm-up, shaded: 95 % confidence; left out where there are too few samples",
        chart.svg("Percentiles of response and service time", HtmlCharts::percent, Figures::time));
  }

  private record Curve(
      String style, String name, List<Spot> low, List<Spot> value, List<Spot> high) {}

  private static void curve(
      List<Curve> curves,
      Map<String, MetricSummary> metrics,
      TimedMetric metric,
      String style,
      String name) {
    MetricSummary summary = metrics.get(metric.id());
    if (summary == null) {
      return;
    }
    List<Spot> low = new ArrayList<>();
    List<Spot> value = new ArrayList<>();
    List<Spot> high = new ArrayList<>();
    for (Map.Entry<String, Percentile> entry : summary.percentiles().entrySet()) {
      Percentile percentile = entry.getValue();
      if (percentile.reliable()) {
        double nines = nines(Double.parseDouble(entry.getKey()));
        value.add(new Spot(nines, percentile.value()));
        low.add(new Spot(nines, orElse(percentile.low(), percentile.value())));
        high.add(new Spot(nines, orElse(percentile.high(), percentile.value())));
      }
    }
    curves.add(new Curve(style, name, low, value, high));
  }

  private static Double orElse(@Nullable Double bound, double value) {
    return bound == null ? Double.valueOf(value) : bound;
  }

  private List<Spot> spots(ToDoubleFunction<Point> value) {
    return points.stream().map(p -> new Spot(p.seconds(), value.applyAsDouble(p))).toList();
  }

  /// Warm-up as a grey stretch, marks as lines.
  private void background(SvgChart chart) {
    int from = -1;
    for (int i = 0; i <= points.size(); i++) {
      boolean warmup = i < points.size() && points.get(i).warmup();
      if (warmup && from < 0) {
        from = points.get(i).slot();
      } else if (!warmup && from >= 0) {
        Point last = points.get(i - 1);
        chart.stretch("warmup", from, last.slot() + last.slots());
        from = -1;
      }
    }
    for (Point point : points) {
      if (!point.marks().isEmpty()) {
        chart.mark(point.seconds(), clock(point.slot()) + " " + String.join(", ", point.marks()));
      }
    }
  }

  private String grouped(String how) {
    return slotsPerPoint == 1 ? "" : "; each point is " + how + " of " + slotsPerPoint + " s";
  }

  private static String figure(String name, String caption, String svg) {
    return "<figure><figcaption><b>%s</b> %s</figcaption>\n%s</figure>\n"
        .formatted(Markup.escaped(name), Markup.escaped(caption), svg);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7_200
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3_600, whole / 60 % 60);
  }

  /// 90 % is one nine, 99 % two: the axis gives each the same room.
  private static double nines(double percent) {
    return -Math.log10(1 - percent / 100);
  }

  private static String percent(double nines) {
    BigDecimal percent = BigDecimal.valueOf(100 - Math.pow(10, 2 - nines));
    return "p" + percent.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
