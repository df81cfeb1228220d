package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import java.net.URI;
import picocli.CommandLine.Option;

/// Which coordinator a command asks.
final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7070",
      description = "The coordinator's API (default: ${DEFAULT-VALUE}).")
  String cluster = "";

  CoordinatorClient client() {
    return new CoordinatorClient(URI.create("http://" + RunSession.clusterAddress(cluster)));
  }
}
