package dev.spate.coordinator;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A run whose journal went with its coordinator, from the charter that its workers kept: a journal
/// without reports, which the workers hand over anew when they are adopted.
final class RecalledRun {
  static final String GONE = "its reports went with the coordinator's directory";

  private RecalledRun() {}

  /// Writes what is known into a directory of the run, to be gone on with; a journal that is there
  /// after all knows more.
  ///
  /// @param charter begins with [RunEvent.Opened]
  /// @param present ids of the workers that have a part in the run, and are there
  /// @throws IOException where it cannot be written
  static UnfinishedRun write(
      Path results, List<RunEvent> charter, Set<String> present, RunEvent.Opened opened)
      throws IOException {
    Path directory = Files.createDirectories(results.resolve(opened.run()));
    Path file = directory.resolve(JournalRecorder.FILE);
    if (Files.exists(file)) {
      return new UnfinishedRun(directory, opened);
    }
    try (Journal journal = Journal.create(file)) {
      for (RunEvent event : charter) {
        RunEvent kept = asOfNow(event, present);
        if (kept != null) {
          journal.append(kept);
        }
      }
    }
    return new UnfinishedRun(directory, opened);
  }

  /// Who is there ends anew, with its last report; of who is not there no report is left. The run
  /// closes when all that is known. The worker that did what comes last says again that it did.
  private static @Nullable RunEvent asOfNow(RunEvent event, Set<String> present) {
    return switch (event) {
      case RunEvent.WorkerEnded ended when !present.contains(ended.worker()) -> unheard(ended);
      case RunEvent.WorkerEnded ended -> ended.end() == WorkerEnd.LOST ? ended : null;
      case RunEvent.WentThrough went -> went.part() == Once.Part.AFTER ? null : went;
      case RunEvent.Closed _ -> null;
      case RunEvent.Opened _,
          RunEvent.Started _,
          RunEvent.Dealt _,
          RunEvent.Reported _,
          RunEvent.StopRequested _ ->
          event;
    };
  }

  /// One that was lost before is so for two reasons then.
  private static RunEvent unheard(RunEvent.WorkerEnded ended) {
    boolean before = ended.end() == WorkerEnd.LOST && !ended.why().contains(GONE);
    String why = before ? ended.why() + "; " + GONE : GONE;
    return new RunEvent.WorkerEnded(ended.worker(), WorkerEnd.LOST, ended.atNs(), why);
  }
}
