package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;

/// What a run wants done, in this order: what is recorded before an acknowledgement is safe before
/// the worker forgets it.
sealed interface RunEffect {
  /// What a worker is told.
  sealed interface Order extends RunEffect {
    String worker();
  }

  /// Append to the journal and to what is computed from it.
  record Keep(RunEvent event) implements RunEffect {}

  /// Tell a worker to get ready.
  record Prepare(String worker, Lanes lanes) implements Order {}

  /// Ask a worker what time it is.
  record Probe(String worker, int number) implements Order {}

  /// Tell a worker to do what happens once.
  record GoThrough(String worker, Once.Part part) implements Order {}

  /// Tell a worker when arrival 0 is due.
  ///
  /// @param atNanos on the worker's own monotonic clock
  record Start(String worker, long atNanos) implements Order {}

  /// Tell a worker which lanes are its own from an instant on.
  record Deal(String worker, int deal, Lanes lanes, long fromNs) implements Order {}

  /// Tell a worker that its lanes are another's.
  record Fence(String worker) implements Order {}

  /// Tell a worker that stood still that it has its part still.
  ///
  /// @param askedNanos when it asked, on its own clock
  record GoOn(String worker, long askedNanos) implements Order {}

  /// Tell a worker to report to this coordinator.
  ///
  /// @param haveUpTo sequence number of the last report that is kept; −1 for none
  record Adopt(String worker, long haveUpTo) implements Order {}

  /// Tell a worker to begin nothing more.
  record Stop(String worker) implements Order {}

  /// Tell a worker what it need not send again.
  record Acknowledge(String worker, long upToSequence) implements Order {}

  /// Tell a worker to forget the run.
  record Release(String worker) implements Order {}

  /// A message that changes nothing, and why: for the log.
  record Ignore(RunProtocol message, String reason) implements RunEffect {}

  /// Something that whoever runs the cluster should know.
  record Warn(String text) implements RunEffect {}

  /// Nothing will be recorded after this.
  record Close() implements RunEffect {}
}
