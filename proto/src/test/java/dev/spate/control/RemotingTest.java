package dev.spate.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes on loopback with the settings of `spate-remote.conf`.
final class RemotingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final ActorTestKit coordinator = ActorTestKit.create("coordinator", Nodes.CONFIG);
  private final ActorTestKit worker = ActorTestKit.create("worker", Nodes.CONFIG);

  @AfterEach
  void stop() {
    coordinator.shutdownTestKit();
    worker.shutdownTestKit();
  }

  @Test
  void aPlanOfFourMegabytesArrivesAndItsReaderCanAnswer() {
    TestProbe<WorkerProtocol> commands = worker.createTestProbe(WorkerProtocol.class);
    TestProbe<RunProtocol> reports = coordinator.createTestProbe(RunProtocol.class);
    Plan plan = Samples.planOfSize(4 << 20);

    asSeenByTheCoordinator(commands.ref())
        .tell(new WorkerProtocol.Prepare("r-1", 1, plan, Lanes.all(1024), reports.ref()));

    WorkerProtocol.Prepare received =
        commands.expectMessageClass(WorkerProtocol.Prepare.class, PATIENCE);
    assertThat(received.plan()).isEqualTo(plan);
    assertThat(received.lanes()).isEqualTo(Lanes.all(1024));

    RunProtocol.Reported report = new RunProtocol.Reported("r-1", Samples.interval());
    received.replyTo().tell(report);
    reports.expectMessage(PATIENCE, report);
  }

  @Test
  void javaSerializationIsOff() {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(worker.system()));

    assertThat(serialization.serialize(new ArrayList<>(List.of("serializable"))).isFailure())
        .isTrue();
  }

  private ActorRef<WorkerProtocol> asSeenByTheCoordinator(ActorRef<WorkerProtocol> actor) {
    String name = ActorRefResolver.get(worker.system()).toSerializationFormat(actor);
    return ActorRefResolver.get(coordinator.system()).resolveActorRef(name);
  }
}
