package dev.spate.control;

import org.apache.pekko.actor.typed.ActorRef;

/// What a worker says of itself when it is asked to introduce itself.
public sealed interface FleetProtocol {
  /// @param worker where to send commands
  record Introduced(WorkerDescription description, ActorRef<WorkerProtocol> worker)
      implements FleetProtocol {}
}
