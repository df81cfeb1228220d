package dev.spate.worker;

import dev.spate.measure.Interval;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The interval reports of a run that the coordinator has not acknowledged, in order.
/// Acknowledgement is cumulative; what stays unacknowledged is sent again. Bounded.
final class ReportSpool {
  /// An hour of silence from the coordinator.
  static final int MAX_REPORTS = 3_600;

  /// So many are sent again at a time.
  private static final int MAX_AGAIN = 64;

  private final Deque<Interval> unacknowledged = new ArrayDeque<>();

  /// @return whether there was room
  boolean add(Interval interval) {
    return unacknowledged.size() < MAX_REPORTS && unacknowledged.offerLast(interval);
  }

  /// Everything up to and with this sequence number is safe with the coordinator.
  void onAcknowledged(long upToSequence) {
    while (!unacknowledged.isEmpty() && unacknowledged.peekFirst().sequence() <= upToSequence) {
      unacknowledged.removeFirst();
    }
  }

  /// The sequence number of the oldest one, or -1.
  long oldestSequence() {
    Interval oldest = unacknowledged.peekFirst();
    return oldest == null ? -1 : oldest.sequence();
  }

  /// The oldest ones, to be sent again.
  List<Interval> oldest() {
    return unacknowledged.stream().limit(MAX_AGAIN).toList();
  }
}
