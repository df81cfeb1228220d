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
/// @param startNs when it begins, in nanoseconds since arrival 0 of the run, up to 30 days;
///   [#FOLLOWS] at the end of the one before it
public record Phase(
    String name,
    long durationNs,
    Load load,
    boolean warmup,
    int maxVUs,
    OnLimit onLimit,
    List<String> scenarios,
    long startNs) {
  /// It begins where the one before it in the plan ends.
  public static final long FOLLOWS = -1;

  /// The longest a phase lasts, and the latest it begins: 30 days.
  public static final long MOST_NS = 30 * 86_400_000_000_000L;

  public static final int MAX_VUS = 1_000_000;

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
    if (durationNs < 1_000_000 || durationNs > MOST_NS) {
      throw new IllegalArgumentException("a phase lasts 1 ms to 30 days");
    }
    if (startNs != FOLLOWS && (startNs < 0 || startNs > MOST_NS)) {
      throw new IllegalArgumentException("a phase begins 0 s to 30 days after the run");
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

  /// One with all scenarios of the plan, after the phase before it.
  public Phase(
      String name, long durationNs, Load load, boolean warmup, int maxVUs, OnLimit onLimit) {
    this(name, durationNs, load, warmup, maxVUs, onLimit, List.of(), FOLLOWS);
  }

  /// Whether its arrivals may pick a scenario.
  public boolean picks(Scenario scenario) {
    return scenarios.isEmpty() || scenarios.contains(scenario.name());
  }
}
