package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir private Path dir = Path.of("");

  /// What is rehearsed is what is played.
  @Test
  void aRehearsedRunIsOneToItsEnd() throws IOException {
    Path run = dir.resolve("run");

    RehearsedRun.play(run);

    List<RunEvent> events = new ArrayList<>();
    var _ = Journal.read(run.resolve(JournalRecorder.FILE), events::add);
    assertThat(events)
        .filteredOn(RunEvent.Reported.class::isInstance)
        .hasSize(RehearsedRun.REPORTS);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            RunEvent.Closed.class,
            closed -> assertThat(closed.ending()).isEqualTo(RunEvent.Closed.Ending.COMPLETED));
    assertThat(Files.readString(run.resolve("report.json"))).contains("\"balanced\" : true");
  }

  @Test
  void itEnds() {
    assertThat(Rehearsal.hold()).isPositive();
  }
}
