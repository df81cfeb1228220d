package dev.spate.worker.engine;

import dev.spate.plan.SharedValues;
import java.util.ArrayList;
import java.util.List;

/// What other threads want of a loop, which looks at it once in each pass: volatile fields, nothing
/// locked. Instants are on the loop's clock.
final class LoopOrders {
  static final long NOT_YET = Long.MIN_VALUE;
  static final long NEVER = Long.MAX_VALUE;

  /// Whether a loop may begin what is due.
  enum Leave {
    /// It may.
    GRANTED,
    /// It stood still, and asks.
    ASKED,
    /// Never again.
    REFUSED
  }

  private volatile Leave leave = Leave.GRANTED;
  private volatile SharedValues shared = SharedValues.NONE;
  private volatile long startNs = NOT_YET;
  private volatile long stopNs = NEVER;
  private volatile long leaveNs = NEVER;
  private volatile boolean aborted;

  /// All deals after the first, in order.
  private volatile List<Hand> hands = List.of();

  long startNs() {
    return startNs;
  }

  /// Known once the start is.
  SharedValues shared() {
    return shared;
  }

  void startAt(long startNs, SharedValues shared) {
    this.shared = shared;
    this.startNs = startNs;
  }

  long stopNs() {
    return stopNs;
  }

  /// Never a later instant than before.
  synchronized void stopAt(long stopNs) {
    this.stopNs = Math.min(this.stopNs, stopNs);
  }

  long leaveNs() {
    return leaveNs;
  }

  void leaveAt(long leaveNs) {
    this.leaveNs = leaveNs;
  }

  boolean aborted() {
    return aborted;
  }

  void abort() {
    aborted = true;
  }

  List<Hand> hands() {
    return hands;
  }

  synchronized void deal(Hand hand) {
    List<Hand> more = new ArrayList<>(hands);
    more.add(hand);
    hands = List.copyOf(more);
  }

  Leave leave() {
    return leave;
  }

  /// The loop begins nothing until somebody answers.
  synchronized void askLeave() {
    leave = leave == Leave.GRANTED ? Leave.ASKED : leave;
  }

  /// Only answers who asks: nobody may begin at once what it will have slept through.
  synchronized void grantLeave() {
    leave = leave == Leave.ASKED ? Leave.GRANTED : leave;
  }

  synchronized void refuseLeave() {
    leave = Leave.REFUSED;
  }
}
