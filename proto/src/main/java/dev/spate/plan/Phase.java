package dev.spate.plan;

import java.util.List;

/// A stretch of load.
///
/// @param name unique in the plan, at most 100 characters
/// @param durationNs 1 ms to 30 days
/// @param warmup whether it is outside metrics and thresholds; it is in the timeline and the ledger
///   all the same
/// @param maxVUs the most virtual users of the whole cluster at a time, 1 to 1,000,000
/// @param scenarios the names of those that its arrivals pick from; empty for all of the plan
public record Phase(
    String name,
    long durationNs,
    Load load,
    boolean warmup,
    int maxVUs,
    OnLimit onLimit,
    List<String> scenarios) {
  public static final int MAX_VUS = 1_000_000;

  /// The longest a phase may last: 30 days.
  public static final long MAX_DURATION_NS = 30 * 86_400_000_000_000L;

  /// How many virtual users an open phase may have where it does not say.
  public static final int DEFAULT_MAX_VUS = 50_000;

  /// What becomes of an arrival that finds a limit (maxVUs, connections) reached.
  public enum OnLimit {
    /// It waits, and the wait counts in its response time.
    WAIT,
    /// It is dropped, and counted so.
    DROP
  }

  /// @throws IllegalArgumentException outside the ranges above, or where the load is beyond exact
  ///   arithmetic
  public Phase {
    scenarios = List.copyOf(scenarios);
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("the name of a phase has 1 to 100 characters");
    }
    if (durationNs < 1_000_000 || durationNs > MAX_DURATION_NS) {
      throw new IllegalArgumentException("a phase lasts 1 ms to 30 days");
    }
    if (maxVUs < 1 || maxVUs > MAX_VUS) {
      throw new IllegalArgumentException("maxVUs is 1 to " + MAX_VUS + ", not " + maxVUs);
    }
    if (load instanceof OpenLoad open) {
      var _ = new RateCurve(open.from(), open.to(), durationNs);
    }
    if (load instanceof ReplayLoad(Instants instants) && instants.lastNs() >= durationNs) {
      throw new IllegalArgumentException("a replay's last arrival is due within its phase");
    }
  }

  /// One with all scenarios of the plan.
  public Phase(
      String name, long durationNs, Load load, boolean warmup, int maxVUs, OnLimit onLimit) {
    this(name, durationNs, load, warmup, maxVUs, onLimit, List.of());
  }

  /// Whether its arrivals may pick a scenario.
  public boolean picks(Scenario scenario) {
    return scenarios.isEmpty() || scenarios.contains(scenario.name());
  }
}
