package dev.spate.coordinator.report;

import dev.spate.measure.Distribution;
import dev.spate.measure.Distribution.Quantile;

/// Percentiles of a distribution of which some durations are only lower bounds.
///
/// With those at their bounds a percentile is as short as it can be; with those at infinity, as
/// long. Where the two agree it does not matter how long they would have taken. So one request that
/// was just sent when the run ended does not turn every percentile into a bound, and a server that
/// hangs cannot hide.
final class Bounds {
  /// Two values that are this close are the same to a reader.
  private static final double SAME = 1.01;

  private Bounds() {}

  /// @param percent 0 to 100
  static Quantile at(Distribution whole, double percent) {
    Quantile shortest = whole.at(percent);
    if (!shortest.censored()) {
      return shortest;
    }
    boolean bound = longest(whole, percent) > shortest.value() * SAME;
    return new Quantile(shortest.seconds(), shortest.value(), bound);
  }

  /// In units of the resolution; infinite where the percentile lies among the censored.
  private static double longest(Distribution whole, double percent) {
    double observed = (double) whole.observed().count();
    double rank = percent / 100 * whole.count();
    return rank > observed
        ? Double.POSITIVE_INFINITY
        : (double) whole.observed().valueAt(100 * rank / observed);
  }
}
