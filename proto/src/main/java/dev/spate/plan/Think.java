package dev.spate.plan;

/// A pause of a virtual user: uniform between two bounds, or exponential, as between the events of
/// a Poisson process.
///
/// @param minNs at least, 0 to 1 day
/// @param maxNs at most, not below `minNs`
/// @param meanNs of an exponential pause, which is cut at `maxNs`: up to 1 h; 0 for a uniform one
public record Think(long minNs, long maxNs, long meanNs) implements Step {
  public static final long MAX_MEAN_NS = 3_600_000_000_000L;
  private static final long DAY_NS = 86_400_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above
  public Think {
    if (minNs < 0 || maxNs < minNs || maxNs > DAY_NS) {
      throw new IllegalArgumentException("a think time is 0 to 1 day, its least first");
    }
    if (meanNs < 0 || meanNs > MAX_MEAN_NS) {
      throw new IllegalArgumentException("the mean of a think time is up to 1 h");
    }
  }

  /// A uniform pause.
  public Think(long minNs, long maxNs) {
    this(minNs, maxNs, 0);
  }

  /// An exponential pause. It is cut at a day, which one in e²⁴ reaches at the longest mean.
  public static Think exponential(long meanNs) {
    return new Think(0, DAY_NS, meanNs);
  }

  /// How long it is at the mean.
  public double expectedNs() {
    return meanNs == 0 ? minNs + (maxNs - minNs) / 2.0 : meanNs;
  }

  /// The pause that 64 random bits stand for.
  public long drawNs(long bits) {
    return meanNs == 0
        ? minNs + Draws.below(bits, maxNs - minNs + 1)
        : Math.clamp((long) (Draws.exponential(bits) * meanNs), minNs, maxNs);
  }
}
