package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.report.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said where runs cannot be compared; `ClusterIT` compares some that can be.
class CompareCommandTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      phases: [ { name: steady, arrivalRate: 20/s, duration: 5s } ]
      scenarios: { browse: { flow: [ { get: / } ] } }
      """;

  private @TempDir Path directory = Path.of("");

  /// A run that never started.
  private void emptyRun(String id) throws IOException {
    Path run = Files.createDirectories(directory.resolve("results").resolve(id));
    Instant at = Instant.parse("2026-11-22T14:55:01Z");
    ParsedPlan.Accepted parsed = (ParsedPlan.Accepted) PlanParser.parse(PLAN);
    try (Journal writing = Journal.create(run.resolve("journal.pb"))) {
      writing.append(new RunEvent.Opened(id, at, parsed.plan(), PLAN, Map.of(), "0.1.0"));
      writing.append(new RunEvent.Closed(at.plusSeconds(30), Ending.NOT_STARTED, "nobody"));
    }
    RunFiles.write(run);
  }

  @Test
  void aRunWithoutRequestsIsNothingToCompare() throws IOException {
    emptyRun("run-1");
    emptyRun("run-2");
    FakeWorld world = new FakeWorld(directory);

    assertThat(world.run("compare", "run-1", "run-2")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err())
        .isEqualTo(
            "spate: run run-1 has no requests outside warm-up: there is nothing to compare\n");
  }

  @Test
  void aRunThatIsNotThereIsNamed() throws IOException {
    emptyRun("run-1");
    FakeWorld world = new FakeWorld(directory);

    assertThat(world.run("compare", "run-1", "run-9")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err())
        .isEqualTo(
            """
            spate: there is no run with a report at run-9
            Name a directory with a report.json in it, or the id of a run in ./results.
            """);
  }

  @Test
  void oneRunIsTooFew() {
    FakeWorld world = new FakeWorld(directory);

    assertThat(world.run("compare", "run-1")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("See spate compare --help.");
  }

  @Test
  void aStrangeLimitIsRefused() {
    FakeWorld world = new FakeWorld(directory);

    assertThat(world.run("compare", "a", "b", "--fail-on-regression", "-3"))
        .isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("--fail-on-regression is a percentage, 0 or more");
  }
}
