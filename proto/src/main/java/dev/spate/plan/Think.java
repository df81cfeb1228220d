package dev.spate.plan;

/// A pause of a virtual user, uniform between two bounds.
///
/// @param minNs at least, 0 to 1 day
/// @param maxNs at most, not below `minNs`
public record Think(long minNs, long maxNs) implements Step {
  private static final long DAY_NS = 86_400_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above
  public Think {
    if (minNs < 0 || maxNs < minNs || maxNs > DAY_NS) {
      throw new IllegalArgumentException("a think time is 0 to 1 day, its least first");
    }
  }

  /// The pause that 64 random bits stand for.
  public long drawNs(long bits) {
    return minNs + Draws.below(bits, maxNs - minNs + 1);
  }
}
