package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecalledRunTest {
  private static final long S = Plans.SECOND_NS;

  private final RunEvent.Opened opened =
      new RunEvent.Opened(
          "20261122-145501-k3x9", Instant.EPOCH, Plans.lasting(10 * S, 3), "", Map.of(), "0.1.0");

  @TempDir private Path results = Path.of("");

  @Test
  void ofWhoIsNotThereItSaysWhereTheReportsWent() throws IOException {
    List<RunEvent.WorkerEnded> ends =
        recalled(
            new RunEvent.WorkerEnded("silent", WorkerEnd.LOST, 3 * S, "silent for 3 s"),
            new RunEvent.WorkerEnded("done", WorkerEnd.FINISHED, 10 * S, ""));

    assertThat(ends)
        .extracting(
            RunEvent.WorkerEnded::worker, RunEvent.WorkerEnded::end, RunEvent.WorkerEnded::why)
        .containsExactly(
            tuple("silent", WorkerEnd.LOST, "silent for 3 s; " + RecalledRun.GONE),
            tuple("done", WorkerEnd.LOST, RecalledRun.GONE));
  }

  @Test
  void itSaysSoOnceHoweverOftenThatHappens() throws IOException {
    List<RunEvent.WorkerEnded> ends =
        recalled(new RunEvent.WorkerEnded("done", WorkerEnd.LOST, 10 * S, RecalledRun.GONE));

    assertThat(ends).extracting(RunEvent.WorkerEnded::why).containsExactly(RecalledRun.GONE);
  }

  @Test
  void whoIsThereHandsItsReportsOverAnew() throws IOException {
    List<RunEvent.WorkerEnded> ends =
        recalled(
            new RunEvent.WorkerEnded("here", WorkerEnd.FINISHED, 10 * S, ""),
            new RunEvent.WorkerEnded("back", WorkerEnd.LOST, 3 * S, "silent for 3 s"));

    assertThat(ends).extracting(RunEvent.WorkerEnded::why).containsExactly("silent for 3 s");
  }

  private List<RunEvent.WorkerEnded> recalled(RunEvent... charter) throws IOException {
    List<RunEvent> events = new ArrayList<>(List.of(opened));
    events.addAll(List.of(charter));
    UnfinishedRun run = RecalledRun.write(results, events, Set.of("here", "back"), opened);
    List<RunEvent.WorkerEnded> ends = new ArrayList<>();
    Journal.read(
        run.directory().resolve(JournalRecorder.FILE),
        event -> {
          if (event instanceof RunEvent.WorkerEnded ended) {
            ends.add(ended);
          }
        });
    return ends;
  }
}
