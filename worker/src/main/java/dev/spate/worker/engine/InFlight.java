package dev.spate.worker.engine;

import dev.spate.measure.Occupancy;

/// How many requests one loop has under way, and the integral of that number over time: what
/// Little's law is checked with. It hears of each request when it starts and when it ends, and
/// knows nothing of what the [Recorder] makes of it.
///
/// A request counts from its intended start, which is the past where it starts late, to its end. So
/// each of the two corrects what passed as time: by what the request was under way before it was
/// counted, and by what it was counted for after its end. A few additions each, nothing allocated.
final class InFlight {
  private long count;

  /// Until here time has passed; all below is as of then.
  private long asOfNs;

  private long requestNs;

  /// How long those that are under way have been.
  private long unendedNs;

  /// Time begins.
  void startAt(long nowNs) {
    asOfNs = nowNs;
  }

  /// @param sinceNs its intended start
  void onStarted(long sinceNs) {
    passTo(sinceNs);
    requestNs += asOfNs - sinceNs;
    unendedNs += asOfNs - sinceNs;
    count++;
  }

  /// @param sinceNs what [#onStarted] was told
  /// @param endNs not before that
  void onEnded(long sinceNs, long endNs) {
    passTo(endNs);
    requestNs -= asOfNs - endNs;
    unendedNs -= asOfNs - sinceNs;
    count--;
  }

  /// None of those under way goes on; they stay unended.
  void onInterrupted(long nowNs) {
    passTo(nowNs);
    count = 0;
  }

  /// Requests without an answer.
  long count() {
    return count;
  }

  /// The integral since the last cut.
  Occupancy cut(long nowNs) {
    passTo(nowNs);
    Occupancy occupancy = new Occupancy(requestNs, unendedNs);
    requestNs = 0;
    return occupancy;
  }

  private void passTo(long ns) {
    long passedNs = ns - asOfNs;
    if (passedNs > 0) {
      requestNs += count * passedNs;
      unendedNs += count * passedNs;
      asOfNs = ns;
    }
  }
}
