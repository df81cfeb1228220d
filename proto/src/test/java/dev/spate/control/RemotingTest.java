package dev.spate.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two nodes on loopback with the settings of `spate-remote.conf`.
final class RemotingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              pekko.actor.provider = remote
              pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
              pekko.remote.use-unsafe-remote-features-outside-cluster = on
              """)
          .withFallback(ConfigFactory.parseResources("spate-remote.conf"))
          .withFallback(ConfigFactory.load());

  private final ActorTestKit coordinator = ActorTestKit.create("coordinator", CONFIG);
  private final ActorTestKit worker = ActorTestKit.create("worker", CONFIG);

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
    assertThat(
            worker.system().settings().config().getBoolean("pekko.actor.allow-java-serialization"))
        .isFalse();
  }

  private ActorRef<WorkerProtocol> asSeenByTheCoordinator(ActorRef<WorkerProtocol> actor) {
    String name = ActorRefResolver.get(worker.system()).toSerializationFormat(actor);
    return ActorRefResolver.get(coordinator.system()).resolveActorRef(name);
  }
}
