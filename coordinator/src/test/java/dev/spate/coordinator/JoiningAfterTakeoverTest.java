package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.control.FleetProtocol;
import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.plan.Header;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run with a secret in its plan and a free place, taken over by a coordinator whose wall clock
/// is an hour behind that of the first.
class JoiningAfterTakeoverTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long HOUR_MS = 3_600_000;

  private final ActorTestKit kit = ActorTestKit.create();
  private final Plan plan = secretPlan();
  @TempDir private Path results = Path.of("");

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private static Plan secretPlan() {
    Workers oneOrTwo = new Workers(1, 2, 0, Workers.OnLoss.REBALANCE, 60 * Plans.SECOND_NS);
    Plan plain = Plans.lasting(600 * Plans.SECOND_NS, oneOrTwo, 64);
    return new Plan(
        plain.name(),
        plain.target(),
        plain.seed(),
        plain.lanes(),
        plain.http().withHeaders(List.of(new Header("authorization", "Bearer 12345"))),
        plain.phases(),
        plain.scenarios(),
        plain.thresholds(),
        plain.workers(),
        plain.gracefulStopNs());
  }

  @Test
  void whoComesNewHasThePlanFromThoseWhoStayed() throws IOException {
    long ahead = System.currentTimeMillis() + HOUR_MS;
    ActorRef<WorkerProtocol> anna =
        kit.spawn(FakeWorker.create("anna", new FakeWorker.Manner(0, "", ahead)));
    ActorRef<Coordinator.Command> first = coordinator();
    await().atMost(PATIENCE).until(() -> workers(first).size() == 1);
    String run = submit(first);
    await().atMost(PATIENCE).until(() -> lastOfCharter(anna, run) instanceof RunEvent.Started);
    kit.stop(first);

    ActorRef<Coordinator.Command> second = coordinator();
    await().atMost(PATIENCE).until(() -> busy(second, run) == 1);
    ActorRef<WorkerProtocol> ben = kit.spawn(FakeWorker.create("ben"));
    await().atMost(PATIENCE).until(() -> busy(second, run) == 2);

    await().atMost(PATIENCE).until(() -> lastOfCharter(ben, run) instanceof RunEvent.Dealt);
    assertThat(planOf(ben, run)).as("secrets in").isEqualTo(plan);
    await("what happens now is kept, though the second one's epoch began below the first's")
        .atMost(PATIENCE)
        .until(() -> lastOfCharter(anna, run) instanceof RunEvent.Dealt);
    assertThat(Journal.first(results.resolve(run).resolve(JournalRecorder.FILE)))
        .isInstanceOfSatisfying(
            RunEvent.Opened.class,
            opened -> assertThat(opened.plan()).isEqualTo(PlanSecrets.masked(plan)));
  }

  private ActorRef<Coordinator.Command> coordinator() {
    return kit.spawn(
        Coordinator.create(new CoordinatorSettings(results, "0.1.0", CoordinatorFixture.QUICK)));
  }

  private String submit(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Submission> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Submit(plan, "a text", "", Map.of(), probe.getRef()));
    return ((Coordinator.Submission.Accepted) probe.receiveMessage(PATIENCE)).run();
  }

  private List<Coordinator.Worker> workers(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Workers> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.ListWorkers(probe.getRef()));
    return probe.receiveMessage(PATIENCE).workers();
  }

  private long busy(ActorRef<Coordinator.Command> coordinator, String run) {
    return workers(coordinator).stream().filter(worker -> worker.run().equals(run)).count();
  }

  private Plan planOf(ActorRef<WorkerProtocol> worker, String run) {
    TestProbe<RunProtocol> probe = kit.createTestProbe();
    worker.tell(new WorkerProtocol.TellPlan(run, probe.getRef()));
    return probe.expectMessageClass(RunProtocol.PlanTold.class, PATIENCE).plan();
  }

  private Object lastOfCharter(ActorRef<WorkerProtocol> worker, String run) {
    FleetProtocol.Recalled all = recalled(worker, run, 0);
    if (all.total() == 0) {
      return "nothing";
    }
    return CharterRecords.decode(recalled(worker, run, all.total() - 1).records().getFirst());
  }

  private FleetProtocol.Recalled recalled(ActorRef<WorkerProtocol> worker, String run, int from) {
    TestProbe<FleetProtocol> probe = kit.createTestProbe();
    worker.tell(new WorkerProtocol.Recall(run, from, probe.getRef()));
    return probe.expectMessageClass(FleetProtocol.Recalled.class, PATIENCE);
  }
}
