package dev.spate.coordinator.report;

import dev.spate.measure.Distribution;
import dev.spate.measure.Distribution.Quantile;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import org.HdrHistogram.Histogram;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/// A percentile with how sure it is, from histograms alone: batch means of the share at or below it.
///
/// With v = Q(p) of the whole, c_i of the n_i durations of batch i at or below v, N = Σ n_i and b batches,
///
///     SE² = b/(b−1) · Σ(c_i − p·n_i)² / N²,   p± = p ± t(b−1, 0.975)·SE,   interval [Q(p−), Q(p+)]
///
/// and n_eff = p(1−p)/SE² is how many independent durations would be as sure. Durations of one server follow each other (a queue
/// remembers), so n_eff is often far below N, and the usual order-statistic interval, which takes them for independent, is far too
/// narrow. See `docs/statistics.md`.
///
/// @param value the percentile
/// @param lowSeconds the lower end of the 95 % interval; null where it is unknown (fewer than two batches)
/// @param highSeconds the upper end; null where it is unknown or unbounded
/// @param effective n_eff; null where it is unknown
/// @param reliable whether at least [#LEAST_ABOVE] effective durations lie above it
record Estimate(
    Quantile value,
    @Nullable Double lowSeconds,
    @Nullable Double highSeconds,
    @Nullable Double effective,
    boolean reliable) {
  /// A percentile with fewer effective durations above it is not shown as a number.
  static final double LEAST_ABOVE = 5;

  private static final double UPPER_TAIL = 0.975;

  /// Knows which values of the axis are one.
  private static final Histogram AXIS = new Histogram(Latencies.DIGITS);

  /// @param percent above 0, at most 100
  static Estimate of(Sample sample, double percent) {
    Distribution whole = sample.whole();
    Quantile value = Bounds.at(whole, percent);
    double p = percent / 100;
    int b = sample.batches().size();
    long count = whole.count();
    double batched = sample.batches().stream().mapToDouble(LatencySum::count).sum();
    if (b < 2 || batched == 0) {
      return new Estimate(value, null, null, null, enoughAbove((double) count, p));
    }
    double error = standardError(sample, value.value(), p, batched);
    double effective = error == 0 ? count : Math.min((double) count, p * (1 - p) / (error * error));
    double margin = new TDistribution(b - 1.0).inverseCumulativeProbability(UPPER_TAIL) * error;
    double low = whole.at(100 * Math.max(0, p - margin)).seconds();
    return new Estimate(value, low, high(whole, p + margin), effective, enoughAbove(effective, p));
  }

  /// Many durations share one value of the axis. Those at v are split so that exactly p·N count as
  /// at or below, the same part in every batch; without that a server of fixed delay would have no
  /// certain percentile.
  private static double standardError(Sample sample, long value, double p, double total) {
    long below = AXIS.lowestEquivalentValue(value) - 1;
    double allBelow = 0;
    double allUpTo = 0;
    for (LatencySum batch : sample.batches()) {
      allBelow += below < 0 ? 0 : batch.countUpTo(below);
      allUpTo += batch.countUpTo(value);
    }
    double split = Math.clamp((p * total - allBelow) / (allUpTo - allBelow), 0.0, 1.0);
    double squares = 0;
    for (LatencySum batch : sample.batches()) {
      double under = below < 0 ? 0 : batch.countUpTo(below);
      double counted = under + split * (batch.countUpTo(value) - under);
      double deviation = counted - p * batch.count();
      squares += deviation * deviation;
    }
    double b = sample.batches().size();
    return Math.sqrt(b / (b - 1) * squares) / total;
  }

  private static @Nullable Double high(Distribution whole, double p) {
    if (p >= 1) {
      return null;
    }
    Quantile high = Bounds.at(whole, 100 * p);
    return high.censored() ? null : high.seconds();
  }

  /// A hair of tolerance, so that exactly 5 are enough whatever 1 − p rounds to.
  private static boolean enoughAbove(double effective, double p) {
    return effective * (1 - p) >= LEAST_ABOVE - 1e-9;
  }
}
