package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/// Coordinators that take over what another process began.
class CoordinatorReturnTest extends CoordinatorCase {
  private static final RunLimits IMPATIENT =
      new RunLimits(
          20_000 * MS,
          20_000 * MS,
          2_000 * MS,
          3,
          50 * MS,
          1_000 * MS,
          2_000 * MS,
          1_000 * MS,
          1_000 * MS);

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

    follow(journaling(IMPATIENT), run, 0);

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
    String run = submit(first, Plans.lasting(8_000 * MS, 1));
    Path journal = results.resolve(run).resolve("journal.pb");
    int middle = middleOf(journal);
    kit.stop(first);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[middle] ^= 1;
    Files.write(journal, bytes);

    ActorRef<Coordinator.Command> second = journaling();
    await().atMost(PATIENCE).until(() -> !listed(second).isEmpty());
    await().atMost(PATIENCE).until(() -> phase(second, run) == RunPhase.FINISHED);

    assertThat(Objects.requireNonNull(listed(second).getFirst().result()).problem()).isEmpty();
    assertThat(journal.resolveSibling("journal.damaged.pb")).hasBinaryContent(bytes);
    assertThat(eventsOf(journal))
        .contains(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 8_000 * MS));
  }

  @Test
  void aDamagedJournalWhoseWorkersAreGoneIsSetAside() throws IOException {
    ActorRef<WorkerProtocol> anna = worker("anna");
    ActorRef<Coordinator.Command> first = journaling();
    String run = submit(first, Plans.lasting(600_000 * MS, 1));
    Path journal = results.resolve(run).resolve("journal.pb");
    int middle = middleOf(journal);
    kit.stop(first);
    kit.stop(anna);
    byte[] bytes = Files.readAllBytes(journal);
    bytes[middle] ^= 1;
    Files.write(journal, bytes);

    ActorRef<Coordinator.Command> second = journaling();

    Path aside = journal.resolveSibling("journal.damaged.pb");
    await().atMost(PATIENCE).until(() -> Files.exists(aside));
    assertThat(aside).hasBinaryContent(bytes);
    await().atMost(PATIENCE).until(() -> listed(second).isEmpty());
    worker("ben");
    follow(second, submit(second, Plans.lasting(300 * MS, 1)), 0);
  }

  /// Waits for a journal with something whole behind a place, and tells it: damage in the last of
  /// its frames would be a torn end.
  private static int middleOf(Path journal) throws IOException {
    await().atMost(PATIENCE).until(() -> reports(journal) >= 1);
    int middle = (int) Files.size(journal) - 1;
    long seen = reports(journal);
    await().atMost(PATIENCE).until(() -> reports(journal) > seen + 1);
    return middle;
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
}
