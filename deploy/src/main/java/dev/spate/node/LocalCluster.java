package dev.spate.node;

import java.net.URI;

/// A coordinator and workers on this machine that live as long as the command that started them.
public interface LocalCluster extends AutoCloseable {
  /// The coordinator's API.
  URI api();

  /// Ends everything in order.
  @Override
  void close();

  /// Ends everything at once.
  void kill();

  /// Starts them.
  @FunctionalInterface
  interface Starter {
    /// Returns when the coordinator knows all workers.
    ///
    /// @throws NodeException where they cannot be started
    LocalCluster start(LocalClusterSettings settings);
  }
}
