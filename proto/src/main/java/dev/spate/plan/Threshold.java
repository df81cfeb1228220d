package dev.spate.plan;

import java.util.List;
import java.util.stream.Stream;

/// A rule on a metric that passes or fails: over the whole run, or over every window of it.
///
/// @param request only this request; empty for all
/// @param phase only this phase; empty for all but warm-up
/// @param limit seconds for times, a part (0 to 1) for the rate of a part, a second for a
///   throughput, a number for a count
/// @param expression as the plan has it: `p(99)<250ms`
/// @param windowNs how long the stretches are that are judged, one ending with each second: 1 s to
///   10 min in whole seconds; 0 for the whole run
/// @param abortOnFail whether the run ends where the rule does not hold
/// @param delayAbortEvalNs for how long, from the beginning of what it measures, it ends nothing: 0
///   to 30 days
/// @param group only this group, as a whole, in place of requests; empty for requests
/// @param tag only requests with this tag, `key=value`; empty for all
public record Threshold(
    Metric metric,
    String request,
    String phase,
    Statistic statistic,
    Comparison comparison,
    double limit,
    String expression,
    long windowNs,
    boolean abortOnFail,
    long delayAbortEvalNs,
    String group,
    String tag) {
  public static final long MAX_WINDOW_NS = 600_000_000_000L;
  public static final long MAX_DELAY_NS = 30 * 86_400_000_000_000L;
  private static final long SECOND_NS = 1_000_000_000L;

  /// Over the whole run, judged when it is over.
  public Threshold(
      Metric metric,
      String request,
      String phase,
      Statistic statistic,
      Comparison comparison,
      double limit,
      String expression) {
    this(metric, request, phase, statistic, comparison, limit, expression, 0, false, 0);
  }

  /// Of requests.
  public Threshold(
      Metric metric,
      String request,
      String phase,
      Statistic statistic,
      Comparison comparison,
      double limit,
      String expression,
      long windowNs,
      boolean abortOnFail,
      long delayAbortEvalNs) {
    this(
        metric,
        request,
        phase,
        statistic,
        comparison,
        limit,
        expression,
        windowNs,
        abortOnFail,
        delayAbortEvalNs,
        "",
        "");
  }

  /// What is computed from the metric.
  public sealed interface Statistic {
    /// @param percent above 0, at most 100
    record Percentile(double percent) implements Statistic {
      /// @throws IllegalArgumentException outside the range
      public Percentile {
        if (!(percent > 0 && percent <= 100)) {
          throw new IllegalArgumentException(
              "a percentile is above 0 and at most 100, not " + percent);
        }
      }
    }

    /// The others, which have no argument.
    enum Simple implements Statistic {
      AVG,
      MIN,
      MAX,
      COUNT,
      RATE
    }
  }

  /// How the statistic and the limit are compared.
  public enum Comparison {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }

    public boolean holds(double observed, double limit) {
      return switch (this) {
        case LESS -> observed < limit;
        case AT_MOST -> observed <= limit;
        case GREATER -> observed > limit;
        case AT_LEAST -> observed >= limit;
      };
    }
  }

  /// @throws IllegalArgumentException where the statistic does not exist for the metric
  public Threshold {
    boolean counted = statistic == Statistic.Simple.COUNT;
    boolean rate = statistic == Statistic.Simple.RATE;
    boolean fits = counted || (metric.kind() == Metric.Kind.TIME ? !rate : rate);
    if (!fits) {
      throw new IllegalArgumentException(
          metric.kind() == Metric.Kind.TIME
              ? metric.id() + " has p(…), avg, min, max and count, but no rate"
              : metric.id() + " has rate and count only");
    }
    if (Double.isNaN(limit) || limit < 0) {
      throw new IllegalArgumentException("the limit of a threshold is not negative");
    }
    if (windowNs < 0 || windowNs > MAX_WINDOW_NS || windowNs % SECOND_NS != 0) {
      throw new IllegalArgumentException("a window is 1 s to 10 min, in whole seconds");
    }
    if (windowNs > 0 && !metric.hasWindows()) {
      throw new IllegalArgumentException(metric.id() + " has no windows");
    }
    if (delayAbortEvalNs < 0 || delayAbortEvalNs > MAX_DELAY_NS) {
      throw new IllegalArgumentException("delayAbortEval is 0 to 30 days");
    }
    if (!group.isEmpty() && (!request.isEmpty() || !metric.ofGroups())) {
      throw new IllegalArgumentException(metric.id() + " is not measured so by group");
    }
    if (!tag.isEmpty() && !(request.isEmpty() && group.isEmpty())) {
      throw new IllegalArgumentException("a threshold is about a request, a group or a tag");
    }
  }

  /// Whether it is about every window, and not about the whole run.
  public boolean windowed() {
    return windowNs > 0;
  }

  /// How many seconds of a run a window has.
  public int windowSlots() {
    return (int) (windowNs / SECOND_NS);
  }

  /// The metric with its selectors, as the plan has it: `response_time{request:list products}`.
  public String subject() {
    List<String> selectors =
        Stream.of(
                selector("request", request),
                selector("group", group),
                selector("tag", tag),
                selector("phase", phase))
            .filter(each -> !each.isEmpty())
            .toList();
    return selectors.isEmpty()
        ? metric.id()
        : metric.id() + "{" + String.join(",", selectors) + "}";
  }

  private static String selector(String word, String name) {
    return name.isEmpty() ? "" : word + ":" + name;
  }
}
