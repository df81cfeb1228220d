package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MS = 1_000_000L;
  private static final RunLimits QUICK = CoordinatorFixture.QUICK;

  private final ActorTestKit kit = ActorTestKit.create();
  private final List<MemoryRecorder> records = new CopyOnWriteArrayList<>();
  @TempDir private Path results = Path.of("");
  private MemoryRecorder.Fault fault = _ -> {};

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

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
    assertThat(listed(coordinator).getFirst().result()).isNotNull();
  }

  @Test
  void aCoordinatorThatComesBackGoesOnWithItsRun() throws IOException {
    worker("anna");
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(4_000 * MS, 1));
    await().atMost(PATIENCE).until(() -> phase(first, run) == RunPhase.RUNNING);
    kit.stop(first);
    Path journal = results.resolve(run).resolve("journal.pb");
    Files.write(journal, new byte[] {0, 0, 1}, StandardOpenOption.APPEND);

    ActorRef<Coordinator.Command> second = journaling();

    assertThat(trySubmit(second, Plans.lasting(300 * MS, 1)))
        .isEqualTo(new Coordinator.Submission.Busy(run));
    List<RunFeed> heard = follow(second, run, 0);
    assertThat(numbers(heard)).isEqualTo(naturals(4));
    List<RunEvent> events = new ArrayList<>();
    assertThat(Journal.read(journal, events::add).torn()).isFalse();
    assertThat(events)
        .filteredOn(RunEvent.WorkerEnded.class::isInstance)
        .containsExactly(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 4_000 * MS));
    List<Long> sequences = new ArrayList<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Reported(var interval)) {
        sequences.add(interval.sequence() + 1);
      }
    }
    assertThat(sequences).as("each report once").isEqualTo(naturals(sequences.size()));
    assertThat(workers(second)).extracting(Coordinator.Worker::run).containsExactly("");
    follow(second, submit(second, Plans.lasting(300 * MS, 1)), 0);
  }

  /// It has nothing but what the workers kept, and they have all of it.
  @Test
  void aCoordinatorWithAnEmptyDirectoryGoesOnWithARunThatItsWorkersKnow() throws IOException {
    worker("anna");
    worker("ben");
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(5_000 * MS, 2));
    await().atMost(PATIENCE).until(() -> phase(first, run) == RunPhase.RUNNING);
    Path journal = results.resolve(run).resolve("journal.pb");
    await().atMost(PATIENCE).until(() -> Files.size(journal) > 5_000);
    kit.stop(first);

    Path elsewhere = Files.createDirectory(results.resolve("elsewhere"));
    ActorRef<Coordinator.Command> second =
        kit.spawn(Coordinator.create(new CoordinatorSettings(elsewhere, "0.1.0", QUICK)));
    await().atMost(PATIENCE).until(() -> !listed(second).isEmpty());
    follow(second, run, 0);

    List<RunEvent> events = new ArrayList<>();
    Path rebuilt = elsewhere.resolve(run).resolve("journal.pb");
    assertThat(Journal.read(rebuilt, events::add).torn()).isFalse();
    assertThat(events)
        .filteredOn(RunEvent.WorkerEnded.class::isInstance)
        .containsExactlyInAnyOrder(
            new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 5_000 * MS),
            new RunEvent.WorkerEnded("ben", WorkerEnd.FINISHED, 5_000 * MS));
    assertThat(workers(second)).extracting(Coordinator.Worker::run).containsOnly("");
    assertThat(elsewhere.resolve(run)).isDirectoryContaining("glob:**/report.json");
  }

  @Test
  void aRunWhoseWorkersDoNotComeBackIsClosedAsLost() throws IOException {
    ActorRef<WorkerProtocol> anna = worker("anna");
    ActorRef<Coordinator.Command> first = journaling();
    Workers impatient = new Workers(1, 0, 0, Workers.OnLoss.REBALANCE, Workers.MIN_ORPHAN_GRACE_NS);
    String run = submit(first, Plans.lasting(600_000 * MS, impatient, 64));
    await().atMost(PATIENCE).until(() -> phase(first, run) == RunPhase.RUNNING);
    kit.stop(first);
    kit.stop(anna);

    follow(journaling(), run, 0);

    List<RunEvent> events = new ArrayList<>();
    assertThat(Journal.read(results.resolve(run).resolve("journal.pb"), events::add)).isNotNull();
    assertThat(((RunEvent.Closed) events.getLast()).detail())
        .isEqualTo("anna was lost: it did not come back");
  }

  @Test
  void aRunThatHadNotStartedIsClosed() {
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(300 * MS, 1));
    await().atMost(PATIENCE).until(() -> phase(first, run) == RunPhase.WAITING);
    kit.stop(first);

    assertThat(follow(journaling(), run, 0).getLast()).isInstanceOf(RunFeed.Finished.class);
  }

  /// The workers have what was in it, and more.
  @Test
  void aRunWhoseJournalIsDamagedGoesOnFromWhatItsWorkersKnow() throws IOException {
    worker("anna");
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(1_500 * MS, 1));
    Path journal = results.resolve(run).resolve("journal.pb");
    await().atMost(PATIENCE).until(() -> reports(journal) >= 2);
    kit.stop(first);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);

    ActorRef<Coordinator.Command> second = journaling();
    await().atMost(PATIENCE).until(() -> !listed(second).isEmpty());
    await().atMost(PATIENCE).until(() -> phase(second, run) == RunPhase.FINISHED);

    assertThat(Objects.requireNonNull(listed(second).getFirst().result()).problem()).isEmpty();
    assertThat(journal.resolveSibling("journal.damaged.pb")).hasBinaryContent(bytes);
    assertThat(eventsOf(journal))
        .contains(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 1_500 * MS));
  }

  @Test
  void aDamagedJournalWhoseWorkersAreGoneIsSetAside() throws IOException {
    ActorRef<WorkerProtocol> anna = worker("anna");
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(600_000 * MS, 1));
    Path journal = results.resolve(run).resolve("journal.pb");
    await().atMost(PATIENCE).until(() -> reports(journal) >= 2);
    kit.stop(first);
    kit.stop(anna);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);

    ActorRef<Coordinator.Command> second = journaling();

    Path aside = journal.resolveSibling("journal.damaged.pb");
    await().atMost(PATIENCE).until(() -> Files.exists(aside));
    assertThat(aside).hasBinaryContent(bytes);
    await().atMost(PATIENCE).until(() -> listed(second).isEmpty());
    worker("ben");
    follow(second, submit(second, Plans.lasting(300 * MS, 1)), 0);
  }

  private static long reports(Path journal) {
    return eventsOf(journal).stream().filter(RunEvent.Reported.class::isInstance).count();
  }

  private static List<RunEvent> eventsOf(Path journal) {
    List<RunEvent> events = new ArrayList<>();
    if (Files.exists(journal)) {
      assertThat(Journal.read(journal, events::add)).isNotNull();
    }
    return events;
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

  @Test
  void commandsWorkersThatObeyedACoordinatorWithAClockAheadOfItsOwn() {
    long ahead = System.currentTimeMillis() + 3_600_000;
    kit.spawn(FakeWorker.create("anna", new FakeWorker.Manner(0, "", ahead)));
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(2_000 * MS, 1));
    Path journal = results.resolve(run).resolve("journal.pb");
    await().atMost(PATIENCE).until(() -> reports(journal) >= 2);
    kit.stop(first);

    follow(journaling(), run, 0);

    assertThat(eventsOf(journal))
        .contains(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 2_000 * MS));
  }

  @Test
  void aDamagedJournalIsLeftAlone() throws IOException {
    Path directory = Files.createDirectories(results.resolve("20261122-145501-k3x9"));
    Files.writeString(directory.resolve("journal.pb"), "this is no journal");
    ActorRef<Coordinator.Command> coordinator = journaling();
    assertThat(listed(coordinator)).isEmpty();
    assertThat(directory.resolve("journal.pb")).hasContent("this is no journal");
  }

  private ActorRef<Coordinator.Command> journaling() {
    return kit.spawn(Coordinator.create(new CoordinatorSettings(results, "0.1.0", QUICK)));
  }

  private ActorRef<WorkerProtocol> worker(String id) {
    return kit.spawn(FakeWorker.create(id));
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

  private String submit(ActorRef<Coordinator.Command> coordinator, Plan plan) {
    return ((Coordinator.Submission.Accepted) trySubmit(coordinator, plan)).run();
  }

  private Coordinator.Submission trySubmit(ActorRef<Coordinator.Command> coordinator, Plan plan) {
    TestProbe<Coordinator.Submission> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Submit(plan, "a text", "", Map.of("k", "v"), probe.getRef()));
    return probe.receiveMessage(PATIENCE);
  }

  private void stop(ActorRef<Coordinator.Command> coordinator, String run) {
    TestProbe<Coordinator.Description> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Stop(run, probe.getRef()));
    assertThat(probe.receiveMessage(PATIENCE)).isInstanceOf(Coordinator.Description.Known.class);
  }

  /// All that there is to hear until the run is finished.
  private List<RunFeed> follow(
      ActorRef<Coordinator.Command> coordinator, String run, long afterSlot) {
    TestProbe<RunFeed> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.Follow(run, afterSlot, probe.getRef()));
    List<RunFeed> heard = new ArrayList<>();
    do {
      heard.add(probe.receiveMessage(PATIENCE));
    } while (!(heard.getLast() instanceof RunFeed.Finished));
    return heard;
  }

  private static List<Long> numbers(List<RunFeed> heard) {
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

  private static List<Long> naturals(int count) {
    List<Long> naturals = new ArrayList<>();
    for (long n = 1; n <= count; n++) {
      naturals.add(n);
    }
    return naturals;
  }

  private List<RunSummary> listed(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Runs> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.ListRuns(probe.getRef()));
    return probe.receiveMessage(PATIENCE).runs();
  }

  private RunPhase phase(ActorRef<Coordinator.Command> coordinator, String run) {
    return listed(coordinator).stream()
        .filter(summary -> summary.id().equals(run))
        .findFirst()
        .orElseThrow()
        .phase();
  }

  private List<Coordinator.Worker> workers(ActorRef<Coordinator.Command> coordinator) {
    TestProbe<Coordinator.Workers> probe = kit.createTestProbe();
    coordinator.tell(new Coordinator.ListWorkers(probe.getRef()));
    return probe.receiveMessage(PATIENCE).workers();
  }
}
