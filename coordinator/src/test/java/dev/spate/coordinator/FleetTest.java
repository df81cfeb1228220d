package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.FleetProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Workers whose memberships in the cluster come and go.
class FleetTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create();
  private final TestProbe<Fleet.Change> listener = kit.createTestProbe();

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  /// One membership of a worker.
  private ActorRef<WorkerProtocol> join(long incarnation) {
    WorkerDescription description =
        new WorkerDescription(
            "w1", incarnation, "host", 2, 1, "0.1.0", "epoll", "jvm", "os", "clock", "idle");
    Behavior<WorkerProtocol> member =
        Behaviors.setup(context ->
            Behaviors.receiveMessage(message -> {
              if (message instanceof WorkerProtocol.Introduce(var replyTo)) {
                replyTo.tell(
                    new FleetProtocol.Introduced(description, context.getSelf(), "run", 7));
              }
              return Behaviors.same();
            }));
    ActorRef<WorkerProtocol> joined = kit.spawn(member);
    kit.system().receptionist().tell(Receptionist.register(WorkerProtocol.KEY, joined));
    return joined;
  }

  private Fleet.Worker came() {
    Fleet.Change change = listener.receiveMessage(LIMIT);
    assertThat(change).isInstanceOf(Fleet.Change.Came.class);
    return ((Fleet.Change.Came) change).worker();
  }

  @Test
  void aProcessThatJoinsAnewDidNotGo() {
    kit.spawn(Fleet.create(listener.ref()));
    ActorRef<WorkerProtocol> first = join(42);
    assertThat(came().ref()).isEqualTo(first);
    ActorRef<WorkerProtocol> second = join(42);
    assertThat(came().ref()).isEqualTo(second);
    kit.stop(first);
    listener.expectNoMessage(Duration.ofMillis(500));
    kit.stop(second);
    assertThat(listener.receiveMessage(LIMIT)).isInstanceOf(Fleet.Change.Went.class);
  }

  @Test
  void aProcessThatTookTheNameOfAnotherEndsIt() {
    kit.spawn(Fleet.create(listener.ref()));
    var _ = join(42);
    Fleet.Worker first = came();
    var _ = join(43);
    assertThat(listener.receiveMessage(LIMIT)).isEqualTo(new Fleet.Change.Went(first));
    assertThat(came().description().incarnation()).isEqualTo(43);
    listener.expectNoMessage(Duration.ofMillis(2_500));
  }
}
