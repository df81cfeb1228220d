package dev.spate.plan;

/// A rule on a metric over the whole run that passes or fails.
///
/// @param request only this request; empty for all
/// @param phase only this phase; empty for all but warm-up
/// @param limit seconds for times, a part (0 to 1) for the rate of a part, a second for a
///   throughput, a number for a count
/// @param expression as the plan has it: `p(99)<250ms`
public record Threshold(
    Metric metric,
    String request,
    String phase,
    Statistic statistic,
    Comparison comparison,
    double limit,
    String expression) {

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
  }

  /// The metric with its selectors, as the plan has it: `response_time{request:list products}`.
  public String subject() {
    if (request.isEmpty() && phase.isEmpty()) {
      return metric.id();
    }
    String separator = request.isEmpty() || phase.isEmpty() ? "" : ",";
    return metric.id()
        + "{"
        + (request.isEmpty() ? "" : "request:" + request)
        + separator
        + (phase.isEmpty() ? "" : "phase:" + phase)
        + "}";
  }
}
