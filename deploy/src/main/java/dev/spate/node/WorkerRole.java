package dev.spate.node;

import dev.spate.control.WorkerProtocol;
import dev.spate.worker.Departure;
import dev.spate.worker.WorkerNode;
import dev.spate.worker.WorkerSettings;
import dev.spate.worker.http.dial.TargetPolicy;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;

/// What a node with the worker's role starts.
///
/// @param id unique in the cluster
/// @param loops threads that generate load; 0 for one a processor, less one for everything else
/// @param weight its share of the load among the workers; 0 for as many as it has loops
/// @param allowTargets what it may send to: host patterns and address ranges; empty for loopback
///   and private addresses
/// @param tuning how it uses the machine
/// @param announce is told in one line what it found out about the machine
public record WorkerRole(
    String id,
    int loops,
    int weight,
    List<String> allowTargets,
    WorkerTuning tuning,
    Consumer<String> announce) {
  public WorkerRole {
    allowTargets = List.copyOf(allowTargets);
    if (loops == 0) {
      loops = WorkerSettings.defaultLoops();
    }
    if (weight == 0) {
      weight = loops;
    }
  }

  /// Finds out what is wrong before anything is started.
  ///
  /// @throws IllegalArgumentException for a target that is neither a pattern nor a range, and for a
  ///   tuning that this machine does not know
  public void check() {
    var _ = targets();
    tuning.check();
  }

  private TargetPolicy targets() {
    return allowTargets.isEmpty()
        ? TargetPolicy.loopbackAndPrivate()
        : TargetPolicy.parse(allowTargets);
  }

  /// @param departure by which it can be asked to leave
  Behavior<WorkerProtocol> behavior(Departure departure) {
    WorkerSettings settings =
        new WorkerSettings(
            id,
            loops,
            weight,
            targets(),
            tuning.transports(),
            tuning.idleOf(loops),
            tuning.rehearses());
    return WorkerNode.create(settings, choice -> announce.accept(choice.line()), departure);
  }
}
