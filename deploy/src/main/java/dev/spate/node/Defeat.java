package dev.spate.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a coordinator remembers, over its end, of having been cast out of its cluster: that another
/// side went on. Until it has joined that, it founds no cluster of its own, not even as the first
/// of its list, which otherwise would after a while; the split may not have healed yet. It does
/// where all others of its list say that they are in none.
final class Defeat {
  private static final Logger LOG = LoggerFactory.getLogger(Defeat.class);
  private static final Config PATIENT =
      ConfigFactory.parseString("pekko.cluster.seed-node-timeout = 365 d");

  private final Path file;

  /// @param results directory of the coordinator, which others may use as well
  /// @param node where others reach the coordinator
  Defeat(Path results, HostPort node) {
    this.file =
        results.resolve(
            "cast-out-" + node.host().replaceAll("[^A-Za-z0-9.-]", "_") + "-" + node.port());
  }

  /// What to start the node with.
  Config overrides() {
    if (!Files.exists(file)) {
      return ConfigFactory.empty();
    }
    LOG.warn(
        "was cut off from the side that goes on, and joins that as soon as it is in reach;"
            + " to do without it, delete {}",
        file);
    return PATIENT;
  }

  /// It is cast out.
  void remember() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Instant.now() + "\n");
    } catch (IOException e) {
      LOG.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  /// It is in a cluster again.
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", file, e.getMessage());
    }
  }
}
