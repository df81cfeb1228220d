package dev.spate.coordinator;

/// How long after it was made a report is heard: where a coordinator has more to do than it can, or
/// has just begun and is slow, reports wait for their turn, and who is silent has perhaps only not
/// been heard yet. So silence is counted from then. Immutable.
///
/// Of the reports between two ticks the one that is the least late counts: a worker that sends
/// again what was lost says nothing about the others.
///
/// @param ns by the reports before the last tick that had any; 0 at first
/// @param leastNs by the reports since the last tick; [Long#MAX_VALUE] without any
record Lateness(long ns, long leastNs) {
  static final Lateness NONE = new Lateness(0, Long.MAX_VALUE);

  /// What more patience than this waits for is no slow coordinator.
  static final long MOST_NS = 20_000_000_000L;

  /// @param lateNs what one report says; clocks that differ may make it negative
  Lateness hearing(long lateNs) {
    return new Lateness(ns, Math.min(leastNs, lateNs));
  }

  Lateness atTick() {
    return leastNs == Long.MAX_VALUE
        ? this
        : new Lateness(Math.clamp(leastNs, 0, MOST_NS), Long.MAX_VALUE);
  }
}
