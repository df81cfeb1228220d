package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;

/// Arrivals that were begun twice: by their owner, and by somebody who did not know of the deal
/// that took their lane.
final class Repeated {
  private Repeated() {}

  /// The accounts without so many repeated arrivals. Which of a slot's they were cannot be told, so
  /// the completed ones are taken first: what is left over is rather worse than it was.
  static ArrivalCounts without(ArrivalCounts counts, long repeated) {
    long completed = Math.min(repeated, counts.completed());
    long interrupted = Math.min(repeated - completed, counts.interrupted());
    long dropped = Math.min(repeated - completed - interrupted, counts.dropped());
    long missed = Math.min(repeated - completed - interrupted - dropped, counts.missed());
    long begun = Math.min(repeated - dropped - missed, counts.begun());
    return new ArrivalCounts(
        counts.planned() - repeated,
        counts.begun() - begun,
        counts.completed() - completed,
        counts.interrupted() - interrupted,
        counts.dropped() - dropped,
        counts.missed() - missed,
        counts.lost());
  }
}
