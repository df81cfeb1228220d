package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.spate.coordinator.Coordinator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plans and reports may be large, and only some places of an actor system take what is large.
final class LargeMessagesTest {
  @TempDir private Path dir;

  @Test
  void theCoordinatorIsWhereLargeMessagesGo() throws Exception {
    HostPort loopback = new HostPort("127.0.0.1", 0);
    CoordinatorRole role = new CoordinatorRole(dir, loopback);
    Config config =
        NodeConfig.of(new NodeSettings(loopback, loopback.host(), List.of(), role, null));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "spate", config);
    try {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
      CompletableFuture<ActorRef<Coordinator.Command>> coordinator = new CompletableFuture<>();
      role.stand(system, coordinator::complete);

      String path = coordinator.get(60, TimeUnit.SECONDS).path().toStringWithoutAddress();

      assertThat(config.getStringList("pekko.remote.artery.large-message-destinations"))
          .anyMatch(place -> path.startsWith(place.replace("**", "")));
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}
