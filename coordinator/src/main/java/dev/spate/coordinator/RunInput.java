package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;

/// What a run hears of. The time comes with it.
sealed interface RunInput {
  /// A worker is there and has nothing to do.
  record Appeared(WorkerDescription worker) implements RunInput {}

  /// A worker is there that has a part in this run: it is in touch again, or for the first time
  /// with this coordinator.
  record Returned(WorkerDescription worker) implements RunInput {}

  /// A worker's process is gone, as far as the cluster can tell.
  record Departed(String worker, long incarnation) implements RunInput {}

  /// A worker said something.
  record Heard(RunProtocol message) implements RunInput {}

  /// Somebody wants the run to end. Harmless when repeated.
  record StopAsked() implements RunInput {}

  /// A threshold that ends the run does not hold. Harmless when repeated, and where the schedule is
  /// over.
  record Crossed(RunEvent.Crossing crossing) implements RunInput {}

  /// Time passed. Comes several times a second; every deadline is looked at then.
  record Ticked() implements RunInput {}
}
