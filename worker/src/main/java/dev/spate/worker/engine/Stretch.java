package dev.spate.worker.engine;

import dev.spate.plan.Lanes;
import dev.spate.plan.Schedule;

/// The arrivals of an open phase at the lanes of one deal, until those of the next. All instants
/// are since the start of the phase.
final class Stretch {
  private final Lanes lanes;
  private final Schedule.Cursor cursor;
  private final long fromNs;

  /// Up to here those before it may have begun what is this one's: where its deal came late.
  private final long overlapEndNs;

  private long untilNs = Long.MAX_VALUE;

  /// @param cursor at the first arrival due at `fromNs` or later
  Stretch(Lanes lanes, Schedule.Cursor cursor, long fromNs, long overlapEndNs) {
    this.lanes = lanes;
    this.cursor = cursor;
    this.fromNs = fromNs;
    this.overlapEndNs = overlapEndNs;
  }

  Schedule.Cursor cursor() {
    return cursor;
  }

  long untilNs() {
    return untilNs;
  }

  long overlapEndNs() {
    return overlapEndNs;
  }

  /// What is due at `endNs` or later is not this one's.
  void cutShort(long endNs) {
    untilNs = Math.min(untilNs, endNs);
  }

  /// Whether an arrival was this one's and has had its turn. Two that are due at the same instant
  /// have it in the order of their lanes.
  boolean hasPassed(long arrival, long dueNs) {
    int lane = (int) (arrival % lanes.total());
    if (dueNs < fromNs || dueNs > cursor.dueNs() || !lanes.contains(lane)) {
      return false;
    }
    return dueNs < cursor.dueNs() || lane < cursor.arrival() % lanes.total();
  }
}
