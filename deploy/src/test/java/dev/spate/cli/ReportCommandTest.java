package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reports that are made of journals which are not as they were written.
class ReportCommandTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      phases: [ { name: steady, arrivalRate: 20/s, duration: 5s } ]
      scenarios: { browse: { flow: [ { get: / } ] } }
      """;

  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);
  private Path journal = Path.of("");

  @BeforeEach
  void writeAJournal() throws IOException {
    world = new FakeWorld(directory);
    journal = Files.createDirectories(directory.resolve("results/run-1")).resolve("journal.pb");
    Instant at = Instant.parse("2026-11-22T14:55:01Z");
    ParsedPlan.Accepted parsed = (ParsedPlan.Accepted) PlanParser.parse(PLAN);
    try (Journal writing = Journal.create(journal)) {
      writing.append(new RunEvent.Opened("run-1", at, parsed.plan(), PLAN, Map.of(), "0.1.0"));
      writing.append(
          new RunEvent.Closed(at.plusSeconds(30), Ending.NOT_STARTED, "nobody was there"));
    }
  }

  @Test
  void aWholeJournalNeedsNoWords() {
    assertThat(world.run("report", "run-1", "--rebuild")).isZero();
    assertThat(world.err()).isEmpty();
    assertThat(world.out()).contains("nobody was there");
  }

  @Test
  void aTornTailIsLeftOutAndSaid() throws IOException {
    Files.write(journal, new byte[] {0, 0, 0, 50, 1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
    assertThat(world.run("report", "run-1", "--rebuild")).isZero();
    assertThat(world.err())
        .isEqualTo(
            "The journal ends in 9 bytes of an event that was being written as its coordinator"
                + " died: they are left out.\n");
    assertThat(world.out()).contains("nobody was there");
  }

  /// A report without what stands there would be wrong in silence.
  @Test
  void damageInTheMiddleIsNoReport() throws IOException {
    Path report = Files.writeString(journal.resolveSibling("report.json"), "{}");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[40] ^= 1;
    Files.write(journal, bytes);
    assertThat(world.run("report", "run-1", "--rebuild")).isEqualTo(1);
    assertThat(world.err())
        .contains(
            "cannot make the report again: the journal " + journal + " is damaged at offset 8")
        .contains("after 0 events: what is there is not what was written")
        .contains("The files of the run are as they were.");
    assertThat(report).hasContent("{}");
    assertThat(directory.resolve("results/run-1").toFile().list())
        .containsExactlyInAnyOrder("journal.pb", "report.json");
  }

  @Test
  void aJournalThatWasSetAsideIsNamed() throws IOException {
    Path aside = Files.move(journal, journal.resolveSibling("journal.damaged.pb"));
    assertThat(world.run("report", "run-1")).isEqualTo(1);
    assertThat(world.err())
        .contains("the journal of this run was damaged, and there is no report of it")
        .contains(aside.toString());
  }
}
