package dev.spate.measure;

/// Durations of which some are known only to be at least so long: unanswered requests and missed
/// arrivals are right-censored, and enter at the time that had passed when the run ended.
///
/// A quantile of all of them together is exact where it lies below the least censored value, and a
/// lower bound from there on, since each true duration is at least its censored one.
public final class Distribution {
  private final LatencySum observed;
  private final LatencySum censored;
  private final LatencySum all;
  private final long leastCensored;

  /// @param observed durations that ended
  /// @param censored durations that had not when the run did
  public Distribution(LatencySum observed, LatencySum censored) {
    this.observed = observed;
    this.censored = censored;
    this.all = new LatencySum(observed.resolution());
    all.add(observed);
    all.add(censored);
    leastCensored = censored.count() == 0 ? Long.MAX_VALUE : censored.toHistogram().getMinValue();
  }

  /// A distribution without censored durations.
  public static Distribution of(LatencySum observed) {
    return new Distribution(observed, new LatencySum(observed.resolution()));
  }

  /// A duration, and whether it is only a lower bound.
  ///
  /// @param seconds the value, or its lower bound
  /// @param value the same in units of the resolution
  public record Quantile(double seconds, long value, boolean censored) {}

  /// @param percent 0 to 100
  public Quantile at(double percent) {
    long value = all.valueAt(percent);
    return new Quantile(all.resolution().seconds((double) value), value, value >= leastCensored);
  }

  /// How many, observed and censored.
  public long count() {
    return all.count();
  }

  public long censoredCount() {
    return censored.count();
  }

  /// Durations that ended.
  public LatencySum observed() {
    return observed;
  }

  /// All durations, the censored ones at their lower bounds.
  public LatencySum all() {
    return all;
  }
}
