package dev.spate.coordinator.report;

import java.util.Arrays;

/// The mean response time of each second of a phase, as far as a warm-up may reach: the first half
/// hour, and nothing after it.
final class SecondMeans {
  static final int MOST = 1_800;

  private double[] seconds = new double[16];
  private int count;

  /// @param mean in seconds
  void add(double mean) {
    if (count == MOST) {
      return;
    }
    if (count == seconds.length) {
      seconds = Arrays.copyOf(seconds, Math.min(MOST, 2 * count));
    }
    seconds[count++] = mean;
  }

  /// In their order.
  double[] all() {
    return Arrays.copyOf(seconds, count);
  }
}
