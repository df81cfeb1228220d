package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class CoordinatorTest extends CoordinatorCase {
  private final List<MemoryRecorder> records = new CopyOnWriteArrayList<>();
  private MemoryRecorder.Fault fault = _ -> {};

  @Test
  void runsAPlanOnItsWorkersFromSubmissionToHistory() {
    worker("anna");
    worker("ben");
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(300 * MS, 2));
    List<RunFeed> heard = follow(coordinator, run, 0);
    assertThat(heard.getLast()).isEqualTo(new RunFeed.Finished(new RunResult("PASSED", 0)));
    assertThat(numbers(heard)).isEqualTo(naturals(numbers(heard).size())).isNotEmpty();
    List<RunEvent> events = records.getFirst().events();
    assertThat(events.getFirst()).isInstanceOf(RunEvent.Opened.class);
    assertThat(events)
        .filteredOn(RunEvent.WorkerEnded.class::isInstance)
        .allMatch(
            e -> e instanceof RunEvent.WorkerEnded(_, var end, _, _) && end == WorkerEnd.FINISHED)
        .hasSize(2);
    assertThat(((RunEvent.Closed) events.getLast()).ending()).isEqualTo(Ending.COMPLETED);
    assertThat(listed(coordinator))
        .singleElement()
        .satisfies(summary -> {
          assertThat(summary.phase()).isEqualTo(RunPhase.FINISHED);
          assertThat(summary.result()).isEqualTo(new RunResult("PASSED", 0));
        });
    assertThat(listed(coordinator(QUICK))).as("read by the next coordinator").hasSize(1);
  }

  @Test
  void takesOneRunAtATime() {
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(300 * MS, 1));
    assertThat(trySubmit(coordinator, Plans.lasting(300 * MS, 1)))
        .isEqualTo(new Coordinator.Submission.Busy(run));
    worker("anna");
    follow(coordinator, run, 0);
    submit(coordinator, Plans.lasting(300 * MS, 1));
  }

  @Test
  void aStoppedRunEndsEarlyAndReports() {
    worker("anna");
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(600_000 * MS, 1));
    await().atMost(PATIENCE).until(() -> phase(coordinator, run) == RunPhase.RUNNING);
    assertThat(workers(coordinator)).extracting(Coordinator.Worker::run).containsExactly(run);
    stop(coordinator, run);
    stop(coordinator, run);
    follow(coordinator, run, 0);
    assertThat(((RunEvent.Closed) records.getFirst().events().getLast()).ending())
        .isEqualTo(Ending.STOPPED);
    assertThat(workers(coordinator)).extracting(Coordinator.Worker::run).containsExactly("");
  }

  @Test
  void aWorkerThatDiesInMidRunIsLost() {
    worker("anna");
    ActorRef<WorkerProtocol> ben = worker("ben");
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(1_500 * MS, 2));
    await().atMost(PATIENCE).until(() -> phase(coordinator, run) == RunPhase.RUNNING);
    kit.stop(ben);
    follow(coordinator, run, 0);
    assertThat(records.getFirst().events())
        .anyMatch(e ->
            e instanceof RunEvent.WorkerEnded(var id, var end, _, _)
                && id.equals("ben")
                && end == WorkerEnd.LOST);
    assertThat(workers(coordinator)).hasSize(1);
  }

  @Test
  void aRefusalIsTheEndOfTheRun() {
    kit.spawn(FakeWorker.create("anna", new FakeWorker.Manner(0, "not an allowed target")));
    var coordinator = coordinator(QUICK);
    follow(coordinator, submit(coordinator, Plans.lasting(300 * MS, 1)), 0);
    RunEvent.Closed closed = (RunEvent.Closed) records.getFirst().events().getLast();
    assertThat(closed.ending()).isEqualTo(Ending.REFUSED);
    assertThat(closed.detail()).isEqualTo("anna refused: not an allowed target");
  }

  @Test
  void asksAWorkerUntilItIntroducesItself() {
    kit.spawn(FakeWorker.create("anna", new FakeWorker.Manner(2, "")));
    var coordinator = coordinator(QUICK);
    await().atMost(PATIENCE).until(() -> workers(coordinator).size() == 1);
  }

  @Test
  void aRunThatCannotBeRecordedEndsWithItsWorkersReleased() {
    worker("anna");
    fault = failingOn(RunEvent.Reported.class);
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(600_000 * MS, 1));
    RunResult result =
        RunResult.unrecorded(
            "run %s was ended, for what happens in it cannot be kept in %s: No space left on device"
                .formatted(run, results.resolve(run)));
    assertThat(follow(coordinator, run, 0).getLast()).isEqualTo(new RunFeed.Finished(result));
    await().atMost(PATIENCE).until(() -> phase(coordinator, run) == RunPhase.FINISHED);
    assertThat(listed(coordinator).getFirst().result()).isEqualTo(result);
    fault = _ -> {};
    follow(coordinator, submit(coordinator, Plans.lasting(300 * MS, 1)), 0);
  }

  @Test
  void aRunWhoseEndCannotBeRecordedReleasesItsWorkersToo() {
    TestProbe<WorkerProtocol> orders = kit.createTestProbe();
    kit.spawn(Behaviors.monitor(WorkerProtocol.class, orders.getRef(), FakeWorker.create("anna")));
    fault = failingOn(RunEvent.Closed.class);
    submit(coordinator(QUICK), Plans.lasting(300 * MS, 1));
    awaitRelease(orders);
  }

  private static void awaitRelease(TestProbe<WorkerProtocol> orders) {
    orders.fishForMessage(
        PATIENCE,
        order ->
            order instanceof WorkerProtocol.Release
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  void aRunWhoseRecordCannotBeBegunSaysWhy() {
    fault = failingOn(RunEvent.Opened.class);
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(300 * MS, 1));
    await().atMost(PATIENCE).until(() -> phase(coordinator, run) == RunPhase.FINISHED);
    assertThat(listed(coordinator).getFirst().result())
        .isNotNull()
        .satisfies(result -> {
          assertThat(result.exitCode()).isEqualTo(123);
          assertThat(result.problem()).endsWith("No space left on device");
        });
  }

  private static MemoryRecorder.Fault failingOn(Class<? extends RunEvent> kind) {
    return event -> {
      if (kind.isInstance(event)) {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void whoComesWhileARunFailsIsTold() {
    worker("anna");
    CompletableFuture<Void> reached = new CompletableFuture<>();
    CompletableFuture<Void> followed = new CompletableFuture<>();
    fault =
        event -> {
          if (event instanceof RunEvent.Reported) {
            reached.complete(null);
            followed.join();
            throw new IOException("No space left on device");
          }
        };
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(600_000 * MS, 1));
    await().atMost(PATIENCE).until(reached::isDone);
    TestProbe<RunFeed> late = kit.createTestProbe();
    coordinator.tell(new Coordinator.Follow(run, 0, late.getRef()));
    assertThat(phase(coordinator, run)).as("sent on").isEqualTo(RunPhase.RUNNING);
    followed.complete(null);
    late.expectMessage(PATIENCE, new RunFeed.Gone());
  }

  @Test
  void whoComesBackHearsWhatWasMissedAndNoMore() {
    worker("anna");
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(400 * MS, 1));
    int all = numbers(follow(coordinator, run, 0)).size();
    assertThat(numbers(follow(coordinator, run, all - 2)))
        .containsExactly((long) all - 1, (long) all);
    assertThat(numbers(follow(coordinator, run, all))).isEmpty();
  }

  @Test
  void anUnknownRunIsNotFollowed() {
    TestProbe<RunFeed> probe = kit.createTestProbe();
    coordinator(QUICK).tell(new Coordinator.Follow("20200101-000000-aaaa", 0, probe.getRef()));
    probe.expectMessage(new RunFeed.Gone());
  }

  @Test
  void theRealRecordIsWrittenToTheResultsDirectory() {
    worker("anna");
    var coordinator =
        kit.spawn(Coordinator.create(new CoordinatorSettings(results, "0.1.0", QUICK)));
    String run = submit(coordinator, Plans.lasting(300 * MS, 1));
    follow(coordinator, run, 0);
    assertThat(results.resolve(run))
        .isDirectoryContaining("glob:**/journal.pb")
        .isDirectoryContaining("glob:**/report.json")
        .isDirectoryContaining("glob:**/report.html");
    ReportSchema.check(results.resolve(run).resolve("report.json"));
    assertThat(listed(coordinator).getFirst().result()).isNotNull();
  }

  @Test
  void onlySoManyRunsAreKept() {
    worker("anna");
    var coordinator =
        kit.spawn(Coordinator.create(new CoordinatorSettings(results, "0.1.0", QUICK).keeping(2)));
    List<String> runs = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      runs.add(submit(coordinator, Plans.lasting(100 * MS, 1)));
      follow(coordinator, runs.getLast(), 0);
    }

    await().atMost(PATIENCE).until(() -> !Files.exists(results.resolve(runs.getFirst())));
    assertThat(results.resolve(runs.get(1))).exists();
    assertThat(results.resolve(runs.get(2))).exists();
    assertThat(listed(coordinator))
        .extracting(RunSummary::id)
        .containsExactlyInAnyOrder(runs.get(1), runs.get(2));
  }

  /// As after a restart on a machine whose clock was an hour ahead, and was set right.
  @Test
  void commandsALateWorkerThatObeyedACoordinatorWithAClockAheadOfItsOwn() {
    var coordinator = coordinator(QUICK);
    String run = submit(coordinator, Plans.lasting(300 * MS, 1));
    long ahead = System.currentTimeMillis() + 3_600_000;
    kit.spawn(FakeWorker.create("anna", new FakeWorker.Manner(0, "", ahead)));
    assertThat(follow(coordinator, run, 0).getLast())
        .isEqualTo(new RunFeed.Finished(new RunResult("PASSED", 0)));
  }

  private ActorRef<Coordinator.Command> coordinator(RunLimits limits) {
    return kit.spawn(
        Coordinator.create(
            new CoordinatorSettings(results, "0.1.0", limits),
            (directory, slots) -> {
              MemoryRecorder recorder = new MemoryRecorder(directory, slots, fault);
              records.add(recorder);
              return recorder;
            }));
  }
}
