package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRunTest {
  @TempDir private Path results = Path.of("");

  @Test
  void isTheLastWithoutAReport() throws IOException {
    begun("20261122-145501-aaaa");
    begun("20261122-145502-aaaa");
    assertThat(found()).isEqualTo("20261122-145502-aaaa");
  }

  @Test
  void isNotHiddenByAFinishedOneFromBeforeTheClockWasSetBack() throws IOException {
    Files.createFile(begun("20261122-155501-aaaa").resolve("report.json"));
    begun("20261122-145501-aaaa");
    assertThat(found()).isEqualTo("20261122-145501-aaaa");
  }

  @Test
  void isNoneThatNobodyWroteToForADay() throws IOException {
    begun("20261122-145501-aaaa");
    assertThat(UnfinishedRun.find(results, Instant.now().plusSeconds(90_000))).isEmpty();
  }

  private String found() {
    return UnfinishedRun.find(results, Instant.now()).map(run -> run.opened().run()).orElse("none");
  }

  private Path begun(String run) throws IOException {
    Path directory = Files.createDirectories(results.resolve(run));
    try (Journal journal = Journal.create(directory.resolve("journal.pb"))) {
      journal.append(
          new RunEvent.Opened(
              run, Instant.now(), Plans.lasting(Plans.SECOND_NS, 1), "", Map.of(), "0.1.0"));
    }
    return directory;
  }
}
