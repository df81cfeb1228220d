package dev.spate.coordinator;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorEndTest {
  @TempDir private Path results;

  @Test
  void endsWhenItIsTold() {
    ActorTestKit kit = ActorTestKit.create();
    try {
      ActorRef<Coordinator.Command> coordinator = kit.spawn(CoordinatorFixture.inMemory(results));
      TestProbe<Void> watcher = kit.createTestProbe();
      coordinator.tell(new Coordinator.End());
      watcher.expectTerminated(coordinator, Duration.ofSeconds(30));
    } finally {
      kit.shutdownTestKit();
    }
  }
}
