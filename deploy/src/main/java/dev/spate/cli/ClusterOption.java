package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import java.net.URI;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// Which coordinators a command asks.
final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT[,...]",
      defaultValue = "127.0.0.1:7070",
      description = {
        "The coordinator's API; where there are several, all of them: the one",
        "in command is found (default: ${DEFAULT-VALUE})."
      })
  String cluster = "";

  CoordinatorClient client() {
    return client(cluster);
  }

  /// @param cluster one address or several, with commas between them
  static CoordinatorClient client(String cluster) {
    return new CoordinatorClient(
        Pattern.compile(",")
            .splitAsStream(cluster)
            .map(address -> URI.create("http://" + RunSession.clusterAddress(address)))
            .toList());
  }
}
