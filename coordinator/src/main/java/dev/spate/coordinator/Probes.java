package dev.spate.coordinator;

import org.jspecify.annotations.Nullable;

/// The round trips to one worker: one at a time, the shortest is believed. Immutable.
///
/// @param number of the last probe
/// @param underWay whether it waits for its answer
/// @param sentNs when it was sent
/// @param answered how many were
/// @param best of the shortest round trip so far
record Probes(int number, boolean underWay, long sentNs, int answered, @Nullable ClockOffset best) {
  static final Probes NONE = new Probes(-1, false, 0, 0, null);

  /// Another question goes out. An answer to an earlier one then counts no more.
  Probes next(long nowNs) {
    return new Probes(number + 1, true, nowNs, answered, best);
  }

  boolean awaits(int probe) {
    return underWay && probe == number;
  }

  /// The answer to the question that is under way.
  Probes answered(ClockOffset offset) {
    ClockOffset shortest =
        best == null || offset.roundTripNs() < best.roundTripNs() ? offset : best;
    return new Probes(number, false, sentNs, answered + 1, shortest);
  }
}
