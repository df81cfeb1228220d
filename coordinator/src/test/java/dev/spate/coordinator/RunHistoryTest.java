package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
  @TempDir private Path results = Path.of("");

  @Test
  void listsTheLastRunFirst() throws IOException {
    report("20261122-145501-aaaa", "\"2026-11-22T14:55:03.5Z\"");
    report("20261122-145502-aaaa", "\"2026-11-22T14:55:04Z\"");
    assertThat(RunHistory.read(results, 10))
        .containsExactly(
            summary("20261122-145502-aaaa", "2026-11-22T14:55:04Z"),
            summary("20261122-145501-aaaa", "2026-11-22T14:55:03.5Z"));
    assertThat(RunHistory.read(results, 1)).hasSize(1);
  }

  @Test
  void aRunThatNeverStartedHasTheTimeOfItsSubmission() throws IOException {
    report("20261122-145501-aaaa", "null");
    assertThat(RunHistory.read(results, 10))
        .containsExactly(summary("20261122-145501-aaaa", "2026-11-22T14:55:01Z"));
  }

  @Test
  void whatIsNoReportIsLeftOut() throws IOException {
    report("20261122-145501-aaaa", "\"yesterday\"");
    report("20261122-145502-aaaa", "[");
    report("not-a-run", "null");
    Files.createDirectory(results.resolve("20261122-145503-aaaa"));
    Files.writeString(results.resolve("20261122-145504-aaaa"), "a file");
    assertThat(RunHistory.read(results, 10)).isEmpty();
  }

  @Test
  void noDirectoryIsNoHistory() {
    assertThat(RunHistory.read(results.resolve("none"), 10)).isEmpty();
  }

  private static RunSummary summary(String id, String startedAt) {
    return new RunSummary(
        id, "a plan", RunPhase.FINISHED, Instant.parse(startedAt), new RunResult("FAILED", 99));
  }

  private void report(String id, String startedAt) throws IOException {
    Files.writeString(
        Files.createDirectories(results.resolve(id)).resolve("report.json"),
        """
        {"format":"spate-report/1","more":[{"run":1}],
         "run":{"id":"%s","name":"a plan","startedAt":%s},
         "verdict":{"result":"FAILED","exitCode":99,"reasons":[]},
         "timeline":[{"slot":0}]}
        """
            .formatted(id, startedAt));
  }
}
