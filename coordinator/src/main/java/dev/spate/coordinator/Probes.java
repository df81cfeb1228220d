package dev.spate.coordinator;

import org.jspecify.annotations.Nullable;

/// The round trips to one worker: one at a time, the shortest is believed. Immutable.
///
/// @param number of the last probe
/// @param underWay whether it waits for its answer
/// @param sentNs when it was sent
/// @param answered how many were
/// @param spentNs all their round trips together
/// @param best of the shortest round trip so far
record Probes(
    int number,
    boolean underWay,
    long sentNs,
    int answered,
    long spentNs,
    @Nullable ClockOffset best) {
  static final Probes NONE = new Probes(-1, false, 0, 0, 0, null);

  /// Of a worker that reads the coordinator's own clocks: there is nothing to ask.
  static final Probes NEEDLESS = new Probes(-1, false, 0, Integer.MAX_VALUE, 0, ClockOffset.NONE);

  /// A round trip as short as this leaves nothing to gain.
  private static final long SHARP_NS = 100_000;

  /// Nodes that just started answer in milliseconds, and a hundred questions later in a tenth of
  /// one: so it is asked on, as long as it takes little time.
  private static final long SPEND_NS = 500_000_000;

  /// Another question goes out. An answer to an earlier one then counts no more.
  Probes next(long nowNs) {
    return new Probes(number + 1, true, nowNs, answered, spentNs, best);
  }

  /// As at first, for clocks that have drifted since. Answers to earlier questions count no more.
  Probes anew() {
    return answered == NEEDLESS.answered
        ? NEEDLESS
        : new Probes(number, false, sentNs, NONE.answered, NONE.spentNs, NONE.best);
  }

  boolean awaits(int probe) {
    return underWay && probe == number;
  }

  /// The answer to the question that is under way.
  Probes answered(ClockOffset offset) {
    ClockOffset shortest =
        best == null || offset.roundTripNs() < best.roundTripNs() ? offset : best;
    return new Probes(
        number, false, sentNs, answered + 1, spentNs + offset.roundTripNs(), shortest);
  }

  /// Whether another question would tell little.
  ///
  /// @param least answers that it takes
  boolean suffice(int least) {
    return answered >= least
        && best != null
        && (best.roundTripNs() <= SHARP_NS || spentNs >= SPEND_NS);
  }
}
