package dev.spate.plan;

import java.util.List;

/// Picks the scenario of an arrival by weight. Immutable; allocates nothing.
public final class ScenarioPicker {
  private final long[] cumulative;

  public ScenarioPicker(List<Scenario> scenarios) {
    cumulative = new long[scenarios.size()];
    long sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += scenarios.get(i).weight();
      cumulative[i] = sum;
    }
  }

  /// The index of the scenario that 64 random bits stand for.
  public int pick(long bits) {
    long drawn = Draws.below(bits, cumulative[cumulative.length - 1]);
    int index = 0;
    while (drawn >= cumulative[index]) {
      index++;
    }
    return index;
  }
}
