package dev.spate.compare;

import org.HdrHistogram.Histogram;

/// A loop that has nothing to do but to be on time: it spins until the next instant of an even
/// schedule and notes how late it is. What it finds is what the machine takes from whoever runs on
/// that processor; no generator can be more punctual. A program of its own, so that `taskset` can
/// put it where the generator runs.
final class BareLoop {
  private static final double WARMUP_SECONDS = 1;
  private static final double NS_PER_SECOND = 1e9;

  private BareLoop() {}

  /// Prints the lateness at 50, 90, 99 and 99.9 % of the instants, in nanoseconds.
  ///
  /// @param arguments instants a second, and for how many seconds
  public static void main(String... arguments) {
    double perSecond = Double.parseDouble(arguments[0]);
    double seconds = Double.parseDouble(arguments[1]);
    Histogram lateness = new Histogram(3);
    spin(perSecond, WARMUP_SECONDS, lateness);
    lateness.reset();
    spin(perSecond, seconds, lateness);
    for (double percentile : new double[] {50, 90, 99, 99.9}) {
      System.out.println(lateness.getValueAtPercentile(percentile));
    }
  }

  private static void spin(double perSecond, double seconds, Histogram lateness) {
    long startNs = System.nanoTime();
    long count = Math.round(perSecond * seconds);
    for (long n = 0; n < count; n++) {
      long dueNs = startNs + (long) (n * NS_PER_SECOND / perSecond);
      long nowNs = System.nanoTime();
      while (nowNs < dueNs) {
        Thread.onSpinWait();
        nowNs = System.nanoTime();
      }
      lateness.recordValue(nowNs - dueNs);
    }
  }
}
