package dev.spate.plan;

import java.util.List;
import java.util.function.Predicate;

/// Picks the scenario of an arrival by weight. Immutable; allocates nothing.
public final class ScenarioPicker {
  private final long[] cumulative;

  /// All scenarios of a plan.
  public ScenarioPicker(List<Scenario> scenarios) {
    this(scenarios, _ -> true);
  }

  /// Those of a plan that a phase has.
  public ScenarioPicker(Plan plan, Phase phase) {
    this(plan.scenarios(), phase::picks);
  }

  private ScenarioPicker(List<Scenario> scenarios, Predicate<Scenario> picked) {
    cumulative = new long[scenarios.size()];
    long sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += picked.test(scenarios.get(i)) ? scenarios.get(i).weight() : 0;
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
