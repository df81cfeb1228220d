package dev.spate.coordinator;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.JournalEnd;
import dev.spate.coordinator.history.JournalException;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import dev.spate.coordinator.report.RunFiles;
import dev.spate.coordinator.report.RunFold;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps a run in its journal and folds it as it goes. The report at the end is folded anew from
/// the journal, so it is the one that anybody gets who reads the journal later.
final class JournalRecorder implements RunRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(JournalRecorder.class);
  private static final JsonMapper JSON = new JsonMapper();
  static final String FILE = "journal.pb";

  /// What a damaged journal is called from then on.
  static final String DAMAGED = "journal.damaged.pb";

  /// Of the real runs.
  static final Factory FACTORY =
      new Factory() {
        @Override
        public RunRecorder open(Path directory, Consumer<String> slots) throws IOException {
          return JournalRecorder.open(directory, slots);
        }

        @Override
        public RunRecorder reopen(Path directory, Consumer<String> slots, Consumer<RunEvent> past) {
          return JournalRecorder.reopen(directory, slots, past);
        }
      };

  private final Path directory;
  private final Journal journal;
  private final RunFold fold;

  /// Whether any worker was lost.
  private boolean losses;

  private JournalRecorder(Path directory, Journal journal, RunFold fold) {
    this.directory = directory;
    this.journal = journal;
    this.fold = fold;
  }

  private static RunFold fold(Consumer<String> slots) {
    return new RunFold(row -> slots.accept(ReportJson.row(row)));
  }

  static JournalRecorder open(Path directory, Consumer<String> slots) throws IOException {
    Files.createDirectories(directory);
    return new JournalRecorder(directory, Journal.create(directory.resolve(FILE)), fold(slots));
  }

  /// Reads the journal, cuts off the event that was being written when its writer died, and goes on
  /// behind it. The rows of the slots that had closed are told again.
  ///
  /// @throws JournalException where it is damaged, and set aside, or cannot be read or written
  static JournalRecorder reopen(Path directory, Consumer<String> slots, Consumer<RunEvent> past) {
    Path file = directory.resolve(FILE);
    RunFold fold = fold(slots);
    AtomicBoolean losses = new AtomicBoolean();
    JournalEnd end =
        readOrSetAside(
            file,
            event -> {
              fold.accept(event);
              past.accept(event);
              losses.compareAndSet(false, isLoss(event));
            });
    if (end.torn()) {
      LOG.warn(
          "the journal {} ended in {} bytes of an event that was being written: they are cut off",
          file,
          end.tornBytes());
    }
    JournalRecorder recorder = new JournalRecorder(directory, Journal.reopen(file, end), fold);
    recorder.losses = losses.get();
    return recorder;
  }

  private static JournalEnd readOrSetAside(Path file, Consumer<RunEvent> reader) {
    try {
      return Journal.read(file, reader);
    } catch (JournalException e) {
      if (!e.damaged()) {
        throw e;
      }
      try {
        Files.move(file, file.resolveSibling(DAMAGED), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException failure) {
        e.addSuppressed(failure);
        throw e;
      }
      throw e.and("it is now " + DAMAGED);
    }
  }

  /// Whether the journal of a run was damaged, and is of no use any more.
  static boolean isSetAside(Path directory) {
    return Files.exists(directory.resolve(DAMAGED)) && !Files.exists(directory.resolve(FILE));
  }

  @Override
  public void keep(RunEvent event) {
    journal.append(withoutSecrets(event));
    fold.accept(event);
    losses |= isLoss(event);
  }

  private static boolean isLoss(RunEvent event) {
    return event instanceof RunEvent.WorkerEnded ended && ended.end() == WorkerEnd.LOST;
  }

  static RunEvent withoutSecrets(RunEvent event) {
    return event
            instanceof RunEvent.Opened(var run, var at, var plan, var text, var tags, var version)
        ? new RunEvent.Opened(run, at, PlanSecrets.masked(plan), text, tags, version)
        : event;
  }

  @Override
  public String progress(RunPhase phase, String message) {
    ObjectNode progress = JsonNodeFactory.instance.objectNode().put("state", phase.id());
    progress.setAll(JSON.<ObjectNode>valueToTree(fold.progress()));
    return progress.put("message", message).toString();
  }

  @Override
  public MetricSnapshots metrics() {
    return fold.metrics();
  }

  @Override
  public String live(RunPhase phase, String message) {
    String brief = progress(phase, message);
    return brief.substring(0, brief.length() - 1) + ',' + ReportJson.live(fold.live()).substring(1);
  }

  @Override
  public RunEvent.@Nullable Crossing crossing() {
    return fold.crossing();
  }

  @Override
  public RunResult finish() throws IOException {
    journal.close();
    Consumer<Consumer<RunEvent>> events = reader -> Journal.read(directory.resolve(FILE), reader);
    Report report =
        losses ? RunFiles.write(directory, events) : RunFiles.writeWithoutLosses(directory, events);
    return new RunResult(report.verdict().result().name(), report.verdict().exitCode());
  }

  @Override
  public void close() {
    journal.close();
  }
}
