package dev.spate.coordinator.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hipparchus.distribution.continuous.NormalDistribution;

/// Whether a series goes up or down, and by how much: the test of Mann (1945) and Kendall, with the
/// correction for ties, and the slope of Theil and Sen. It asks of each pair of values only which
/// is larger, so that a single stall is one value among many.
///
/// The values have to be nearly independent: those of a phase are its batches, each of them much
/// longer than a queue remembers.
///
/// @param pValue of the two-sided test, from the normal approximation, which is good from ten
///   values on
/// @param change from the first value to the last along the slope, as a part of the median
record Trend(double pValue, double change) {
  /// @param values at least two, above 0
  static Trend of(double[] values) {
    int n = values.length;
    long score = 0;
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        score += (long) Math.signum(values[j] - values[i]);
        slopes[pairs++] = (values[j] - values[i]) / (j - i);
      }
    }
    return new Trend(pValue(score, variance(values)), median(slopes) * (n - 1) / median(values));
  }

  private static double variance(double[] values) {
    double n = values.length;
    double variance = n * (n - 1) * (2 * n + 5);
    Map<Double, Integer> ties = new HashMap<>();
    for (double value : values) {
      ties.merge(value, 1, Integer::sum);
    }
    for (int t : ties.values()) {
      variance -= t * (t - 1.0) * (2 * t + 5);
    }
    return variance / 18;
  }

  /// With the correction for continuity.
  private static double pValue(long score, double variance) {
    if (score == 0 || variance <= 0) {
      return 1;
    }
    double z = (Math.abs(score) - 1) / Math.sqrt(variance);
    return Math.min(1, 2 * (1 - new NormalDistribution().cumulativeProbability(z)));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
