package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.FleetProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With the worker in another actor system, as it is.
class GateTest {
  private static final WorkerDescription SOMEONE =
      new WorkerDescription("w1", 42, "host", 2, 1, "0.1.0", "epoll", "jvm", "os", "clock", "idle");

  private final ActorTestKit cluster = ActorTestKit.create();
  private final ActorTestKit home = ActorTestKit.create();
  private final TestProbe<WorkerProtocol> worker = home.createTestProbe();
  private final TestProbe<FleetProtocol> fleet = cluster.createTestProbe();
  private final ActorRef<WorkerProtocol> gate = cluster.spawn(Gate.create(worker.ref()));

  @AfterEach
  void end() {
    cluster.shutdownTestKit();
    home.shutdownTestKit();
  }

  @Test
  void passesCommandsOnAsTheyAre() {
    WorkerProtocol.Fence fence = new WorkerProtocol.Fence("run", 7);
    gate.tell(fence);
    assertThat(worker.receiveMessage()).isSameAs(fence);
  }

  @Test
  void introducesTheWorkerAtItsOwnAddress() {
    gate.tell(new WorkerProtocol.Introduce(fleet.ref()));
    introduced("run", 7);
    assertThat(fleet.receiveMessage())
        .isEqualTo(new FleetProtocol.Introduced(SOMEONE, gate, "run", 7));
  }

  @Test
  void asksTheWorkerOnceForOneWhoAsksAgain() {
    gate.tell(new WorkerProtocol.Introduce(fleet.ref()));
    gate.tell(new WorkerProtocol.Introduce(fleet.ref()));
    introduced("", -1);
    var _ = fleet.receiveMessage();
    worker.expectNoMessage(Duration.ofMillis(100));
  }

  @Test
  void introducesTheWorkerAnewAfterAnIntroduction() {
    for (int time = 0; time < 2; time++) {
      // The gate hears of the end of the first introduction a little later.
      fleet.awaitAssert(
          Duration.ofSeconds(20),
          () -> {
            gate.tell(new WorkerProtocol.Introduce(fleet.ref()));
            introduced("", -1);
            return fleet.receiveMessage(Duration.ofMillis(300));
          });
    }
  }

  private void introduced(String run, long epoch) {
    if (worker.receiveMessage(Duration.ofSeconds(3))
        instanceof WorkerProtocol.Introduce(var replyTo)) {
      replyTo.tell(new FleetProtocol.Introduced(SOMEONE, worker.ref(), run, epoch));
    }
  }
}
