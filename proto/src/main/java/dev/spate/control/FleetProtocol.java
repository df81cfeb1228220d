package dev.spate.control;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/// What a worker says of itself when it is asked: who it is, and what it knows of its run.
public sealed interface FleetProtocol {
  /// @param worker where to send commands
  /// @param run that it has a part in; empty for none
  /// @param epoch of the coordinator that it obeyed last; −1 where it obeyed none
  record Introduced(
      WorkerDescription description, ActorRef<WorkerProtocol> worker, String run, long epoch)
      implements FleetProtocol {}

  /// A page of the charter of a run that the worker has a part in.
  ///
  /// @param epoch of the coordinator that told it; −1 where nobody did
  /// @param first number of the first of these records
  /// @param total how many it has in all; 0 where it has no part in that run
  record Recalled(
      String run, String worker, long epoch, int first, int total, List<ByteString> records)
      implements FleetProtocol {
    public Recalled {
      records = List.copyOf(records);
    }
  }
}
