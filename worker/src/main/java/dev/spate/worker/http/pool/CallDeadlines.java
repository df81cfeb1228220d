package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.plan.Deadlines;
import dev.spate.worker.http.io.AgeList;

/// The calls of a loop that have been sent, and by when each has to be answered. A list by age for
/// each deadline, whose head is looked at once a pass: however many calls there are, nothing is
/// searched, and there is no timer for each.
final class CallDeadlines {
  private final Deadlines deadlines;
  private final boolean firstByteFirst;
  private final AgeList<Call> underWay = new AgeList<>();

  /// Calls of which no byte of an answer came yet. Empty where that has no deadline of its own.
  private final AgeList<Call> unheard = new AgeList<>();

  CallDeadlines(Deadlines deadlines) {
    this.deadlines = deadlines;
    firstByteFirst = deadlines.firstByteNs() < deadlines.requestNs();
  }

  /// A call was sent for the first time. It leaves when it ends.
  void onSent(Call call, long nowNs) {
    underWay.add(call.underWay, nowNs);
    if (firstByteFirst) {
      unheard.add(call.unheard, nowNs);
    }
  }

  /// A byte of the answer came.
  void onFirstByte(Call call) {
    call.unheard.leave();
  }

  /// How long from `nowNs` until one has to be ended; [Long#MAX_VALUE] where none is under way.
  long untilNextNs(long nowNs) {
    return Math.min(
        underWay.untilAgeNs(deadlines.requestNs(), nowNs),
        unheard.untilAgeNs(deadlines.firstByteNs(), nowNs));
  }

  /// Ends those that are late.
  void expire(long nowNs, ConnectionPool pool) {
    expire(unheard, deadlines.firstByteNs(), nowNs, Outcome.FIRST_BYTE_TIMEOUT, pool);
    expire(underWay, deadlines.requestNs(), nowNs, Outcome.TIMEOUT, pool);
  }

  private static void expire(
      AgeList<Call> list, long ageNs, long nowNs, Outcome outcome, ConnectionPool pool) {
    for (var late = list.oldestOf(ageNs, nowNs); late != null; late = list.oldestOf(ageNs, nowNs)) {
      pool.onTimeout(late.owner(), outcome);
    }
  }
}
