package dev.spate.control;

import org.apache.pekko.actor.typed.ActorRef;

/// What a worker says of itself when it is asked to introduce itself.
public sealed interface FleetProtocol {
  /// @param worker where to send commands
  /// @param run that it has a part in; empty for none
  /// @param epoch of the coordinator that it obeyed last; −1 where it obeyed none
  record Introduced(
      WorkerDescription description, ActorRef<WorkerProtocol> worker, String run, long epoch)
      implements FleetProtocol {}
}
