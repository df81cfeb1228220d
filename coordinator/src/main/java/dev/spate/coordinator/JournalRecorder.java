package dev.spate.coordinator;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import dev.spate.coordinator.report.RunFiles;
import dev.spate.coordinator.report.RunFold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Keeps a run in its journal and folds it as it goes. The report at the end is folded anew from
/// the journal, so it is the one that anybody gets who reads the journal later.
final class JournalRecorder implements RunRecorder {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE = "journal.pb";

  private final Path directory;
  private final Journal journal;
  private final RunFold fold;

  private JournalRecorder(Path directory, Journal journal, Consumer<String> slots) {
    this.directory = directory;
    this.journal = journal;
    this.fold = new RunFold(row -> slots.accept(ReportJson.row(row)));
  }

  static JournalRecorder open(Path directory, Consumer<String> slots) throws IOException {
    Files.createDirectories(directory);
    return new JournalRecorder(directory, Journal.create(directory.resolve(FILE)), slots);
  }

  @Override
  public void keep(RunEvent event) {
    journal.append(withoutSecrets(event));
    fold.accept(event);
  }

  private static RunEvent withoutSecrets(RunEvent event) {
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
  public RunResult finish() throws IOException {
    journal.close();
    Report report =
        RunFiles.write(directory, reader -> Journal.read(directory.resolve(FILE), reader));
    return new RunResult(report.verdict().result().name(), report.verdict().exitCode());
  }

  @Override
  public void close() {
    journal.close();
  }
}
