package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.WorkerProtocol;
import dev.spate.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests of [Coordinator] do and ask, with workers that only say what real ones would.
abstract class CoordinatorCase {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final long MS = 1_000_000L;
  static final RunLimits QUICK = CoordinatorFixture.QUICK;

  final ActorTestKit kit = ActorTestKit.create();
  @TempDir Path results = Path.of("");

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  ActorRef<Coordinator.Command> journaling() {
    return journaling(QUICK);
  }

  ActorRef<Coordinator.Command> journaling(RunLimits limits) {
    return kit.spawn(Coordinator.create(new CoordinatorSettings(results, "0.1.0", limits)));
  }

  ActorRef<WorkerProtocol> worker(String id) {
    return kit.spawn(FakeWorker.create(id));
  }

  String submit(ActorRef<Coordinator.Command> coordinator, Plan plan) {
    return ((Coordinator.Submission.Accepted) trySubmit(coordinator, plan)).run();
  }

  Coordinator.Submission trySubmit(ActorRef<Coordinator.Command> coordinator, Plan plan) {
    TestProbe<Coordinator.Submission> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Submit(plan, "a text", "", Map.of("k", "v"), probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  void stop(ActorRef<Coordinator.Command> coordinator, String run) {
    TestProbe<Coordinator.Description> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Stop(run, probe.getRef()));
    assertThat(probe.receiveMessage(PATIENCE)).isInstanceOf(Coordinator.Description.Known.class);
  }

  /// All that there is to hear until the run is finished.
  List<RunFeed> follow(ActorRef<Coordinator.Command> coordinator, String run, long afterSlot) {
    TestProbe<RunFeed> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Follow(run, afterSlot, probe.getRef()));
    List<RunFeed> heard = new ArrayList<>();
    do {
      heard.add(probe.receiveMessage(PATIENCE));
    } while (!(heard.getLast() instanceof RunFeed.Finished));
    return heard;
  }

  static List<Long> numbers(List<RunFeed> heard) {
    List<Long> numbers = new ArrayList<>();
    for (RunFeed feed : heard) {
      if (feed instanceof RunFeed.Slots(var first, var rows)) {
        for (int i = 0; i < rows.size(); i++) {
          numbers.add(first + i);
        }
      }
    }
    return numbers;
  }

  static List<Long> naturals(int count) {
    List<Long> naturals = new ArrayList<>();
    for (long n = 1; n <= count; n++) {
      naturals.add(n);
    }
    return naturals;
  }

  List<RunSummary> listed(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Runs> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.ListRuns(probe.getRef()));
    return probe.receiveMessage(PATIENCE).runs();
  }

  RunPhase phase(ActorRef<Coordinator.Command> coordinator, String run) {
    return listed(coordinator).stream()
        .filter(summary -> summary.id().equals(run))
        .findFirst()
        .orElseThrow()
        .phase();
  }

  List<Coordinator.Worker> workers(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Workers> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.ListWorkers(probe.getRef()));
    return probe.receiveMessage(PATIENCE).workers();
  }
}
