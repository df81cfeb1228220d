package dev.spate.plan;

/// What a plan asks of the cluster.
///
/// @param expect how many workers the run starts with, 1 to 1,000; 0 for all that are there
/// @param max how many may take part at a time, those that join while it runs among them: 1 to
///   1,000, not less than `expect`; 0 for those that it started with
/// @param tolerance the part of the planned arrivals that may be lost with workers before the run
///   is inconclusive, 0 to 1
/// @param onLoss what becomes of the lanes of a worker that is lost
/// @param orphanGraceNs for how long workers go on without a word from any coordinator, 3 s to 1 h
public record Workers(int expect, int max, double tolerance, OnLoss onLoss, long orphanGraceNs) {
  public static final int MAX_WORKERS = 1_000;

  private static final long SECOND_NS = 1_000_000_000L;

  public static final long DEFAULT_ORPHAN_GRACE_NS = 30 * SECOND_NS;
  public static final long MIN_ORPHAN_GRACE_NS = 3 * SECOND_NS;
  public static final long MAX_ORPHAN_GRACE_NS = 3_600 * SECOND_NS;

  /// What becomes of the lanes of a worker that is lost.
  public enum OnLoss {
    /// They are dealt to the others.
    REBALANCE,
    /// Nothing: what they call for is lost to the end of the run.
    CONTINUE,
    /// The run is stopped.
    FAIL
  }

  /// All that are there, at least one, and nobody joins; nothing may be lost.
  public static final Workers DEFAULT =
      new Workers(0, 0, 0, OnLoss.REBALANCE, DEFAULT_ORPHAN_GRACE_NS);

  /// @throws IllegalArgumentException outside the ranges above
  public Workers {
    if (expect < 0 || expect > MAX_WORKERS) {
      throw new IllegalArgumentException("0 to " + MAX_WORKERS + " workers, not " + expect);
    }
    if (max != 0 && (max < expect || max > MAX_WORKERS)) {
      throw new IllegalArgumentException(
          "at most " + max + " workers, where " + expect + " are expected");
    }
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("a tolerance is 0 % to 100 %");
    }
    if (orphanGraceNs < MIN_ORPHAN_GRACE_NS || orphanGraceNs > MAX_ORPHAN_GRACE_NS) {
      throw new IllegalArgumentException("workers go on alone for 3 s to 1 h");
    }
  }

  /// As many as that, the rest as by default.
  public Workers(int expect, double tolerance) {
    this(expect, 0, tolerance, OnLoss.REBALANCE, DEFAULT_ORPHAN_GRACE_NS);
  }
}
