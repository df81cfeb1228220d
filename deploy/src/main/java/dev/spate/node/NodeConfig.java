package dev.spate.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;

/// The configuration of a node's actor system: what the settings say, then `node.conf`, then how
/// the protocols travel (`spate-remote.conf`).
final class NodeConfig {
  static final String COORDINATOR = "coordinator";
  static final String WORKER = "worker";

  private NodeConfig() {}

  static Config of(NodeSettings settings) {
    List<String> roles = new ArrayList<>();
    settings.coordinatorRole().ifPresent(_ -> roles.add(COORDINATOR));
    settings.workerRole().ifPresent(_ -> roles.add(WORKER));
    return with("pekko.cluster.roles", roles)
        .withFallback(with("pekko.remote.artery.canonical.hostname", settings.advertisedHost()))
        .withFallback(with("pekko.remote.artery.canonical.port", settings.listen().port()))
        .withFallback(with("pekko.remote.artery.bind.hostname", settings.listen().host()))
        .withFallback(ConfigFactory.parseResources(NodeConfig.class, "node.conf"))
        .withFallback(ConfigFactory.parseResources("spate-remote.conf"))
        .withFallback(ConfigFactory.defaultReference(NodeConfig.class.getClassLoader()))
        .resolve();
  }

  /// The configuration of the actor system that a worker lives in, which no other node sees.
  static Config ofHome() {
    return ConfigFactory.parseResources(NodeConfig.class, "home.conf")
        .withFallback(ConfigFactory.parseResources(NodeConfig.class, "node.conf"))
        .withFallback(ConfigFactory.parseResources("spate-remote.conf"))
        .withFallback(ConfigFactory.defaultReference(NodeConfig.class.getClassLoader()))
        .resolve();
  }

  private static Config with(String path, Object value) {
    return ConfigValueFactory.fromAnyRef(value).atPath(path);
  }
}
