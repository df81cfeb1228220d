package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import org.jspecify.annotations.Nullable;

/// A worker of a started run. Immutable.
///
/// @param startAtNanos when arrival 0 is due, on the worker's own clock
/// @param heardNs when it last said anything, on the coordinator's clock
/// @param finished what it said at its end, once it did; reports may still be missing
/// @param state whether anything is still to come from it
/// @param fate why it counts as lost, else empty
record Member(
    WorkerDescription worker,
    long startAtNanos,
    long heardNs,
    Inbox inbox,
    RunProtocol.@Nullable Finished finished,
    State state,
    String fate) {
  enum State {
    WORKING,
    FINISHED,
    LOST
  }

  static Member started(WorkerDescription worker, long startAtNanos, long startNs) {
    return new Member(worker, startAtNanos, startNs, Inbox.EMPTY, null, State.WORKING, "");
  }

  boolean working() {
    return state == State.WORKING;
  }

  /// Whether it never reported: perhaps it never heard when to start.
  boolean silentSinceStart() {
    return inbox.equals(Inbox.EMPTY);
  }

  /// Whether it has finished and every report of it is here.
  boolean complete() {
    return finished != null && inbox.next() > finished.lastSequence();
  }

  Member heard(Moment now) {
    return new Member(
        worker, startAtNanos, Math.max(heardNs, now.monotonicNs()), inbox, finished, state, fate);
  }

  Member with(Inbox changed) {
    return new Member(worker, startAtNanos, heardNs, changed, finished, state, fate);
  }

  Member with(RunProtocol.Finished said) {
    return new Member(worker, startAtNanos, heardNs, inbox, said, state, fate);
  }

  Member whenFinished() {
    return new Member(worker, startAtNanos, heardNs, inbox, finished, State.FINISHED, fate);
  }

  Member whenLost(String why) {
    return new Member(worker, startAtNanos, heardNs, inbox, finished, State.LOST, why);
  }
}
