package dev.spate.node;

/// A running node. For any thread.
public sealed interface Node extends AutoCloseable permits CoordinatorNode, WorkerHost {
  /// Where other nodes reach it.
  HostPort cluster();

  /// Waits until the node has ended, for whatever reason.
  ///
  /// @throws NodeException where it broke
  void awaitTermination() throws InterruptedException;

  /// Leaves the cluster and ends.
  @Override
  void close();
}
