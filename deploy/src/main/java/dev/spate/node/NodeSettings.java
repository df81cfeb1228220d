package dev.spate.node;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a node is.
///
/// @param listen where other nodes reach it; port 0 for any free one
/// @param advertisedHost what it calls itself to others, where that is not the host it listens on
/// @param join nodes of the cluster to join; empty to be the first of a new one. A node that is the
///   first of the list itself founds one where none of the others answers
/// @param coordinator the coordinator's part, or null
/// @param worker the worker's part, or null
public record NodeSettings(
    HostPort listen,
    String advertisedHost,
    List<HostPort> join,
    @Nullable CoordinatorRole coordinator,
    @Nullable WorkerRole worker) {
  /// @throws IllegalArgumentException without any role
  public NodeSettings {
    join = List.copyOf(join);
    if (coordinator == null && worker == null) {
      throw new IllegalArgumentException("a node has a role");
    }
  }

  /// The same on another port.
  NodeSettings listeningAt(int port) {
    return new NodeSettings(
        new HostPort(listen.host(), port), advertisedHost, join, coordinator, worker);
  }

  /// Where others reach it; port 0 where it is to have any free one.
  HostPort advertised() {
    return new HostPort(advertisedHost, listen.port());
  }

  /// The coordinator's part.
  public Optional<CoordinatorRole> coordinatorRole() {
    return Optional.ofNullable(coordinator);
  }

  /// The worker's part.
  public Optional<WorkerRole> workerRole() {
    return Optional.ofNullable(worker);
  }
}
