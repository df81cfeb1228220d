package dev.spate.plan;

/// What a plan asks of the cluster.
///
/// @param expect how many workers the run starts with, 1 to 1,000; 0 for all that are there
/// @param tolerance the part of the planned arrivals that may be lost with workers before the run
///   is inconclusive, 0 to 1
public record Workers(int expect, double tolerance) {
  public static final int MAX_WORKERS = 1_000;

  /// All that are there, at least one; nothing may be lost.
  public static final Workers DEFAULT = new Workers(0, 0);

  /// @throws IllegalArgumentException outside the ranges above
  public Workers {
    if (expect < 0 || expect > MAX_WORKERS) {
      throw new IllegalArgumentException("0 to " + MAX_WORKERS + " workers, not " + expect);
    }
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("a tolerance is 0 % to 100 %");
    }
  }
}
