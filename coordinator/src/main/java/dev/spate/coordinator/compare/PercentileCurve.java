package dev.spate.coordinator.compare;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// A distribution as the points of a percentile plot.
final class PercentileCurve {
  private static final int POINTS_PER_DECADE = 10;

  /// The last one is 99.99999 %.
  private static final int DECADES = 7;

  private PercentileCurve() {}

  /// @param micros in microseconds
  /// @return pairs of percent and seconds; none of no durations
  static List<double[]> of(Histogram micros) {
    List<double[]> points = new ArrayList<>();
    for (int step = 0; step <= DECADES * POINTS_PER_DECADE; step++) {
      double above = Math.pow(10, -(double) step / POINTS_PER_DECADE);
      if (above * micros.getTotalCount() < 1) {
        break;
      }
      double percent = 100 * (1 - above);
      points.add(new double[] {percent, micros.getValueAtPercentile(percent) / 1e6});
    }
    return points;
  }
}
