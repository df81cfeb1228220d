package dev.spate.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.report.RunsOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunIndexTest {
  @TempDir Path results;

  /// A report with only what is listed.
  private Path report(String id, String name, String verdict, String startedAt, String tags)
      throws IOException {
    Path directory = Files.createDirectories(results.resolve(id));
    Files.writeString(
        directory.resolve("report.json"),
        """
        {"format": "spate-report/1",
         "run": {"id": "%s", "name": "%s", "startedAt": "%s", "durationSeconds": 60.0, "tags": %s, "seed": "4", "target": "http://x", "spateVersion": "0.1.0"},
         "verdict": {"result": "%s", "exitCode": 0},
         "throughput": {"requestsPerSecond": 99.5},
         "metrics": {"response_time": {"percentiles": {"50": {"value": 0.002, "reliable": true}, "99": {"value": 0.1, "reliable": false}}}},
         "requests": [{"started": 100, "succeeded": 75}],
         "workers": [{}, {}]}
        """
            .formatted(id, name, startedAt, tags, verdict));
    return directory;
  }

  private List<String> found(RunFilter filter) {
    try (RunIndex index = RunIndex.of(results)) {
      return index.find(filter).stream().map(PastRun::directory).toList();
    }
  }

  private static RunFilter tagged(Map<String, String> tags) {
    return new RunFilter("", tags, "", null, 10);
  }

  @Test
  void aRunIsAsItsReportSays() throws IOException {
    RunsOnDisk.write(results, "20261122-120000-aaaa", 20, 1, 0, "name: shop\n");

    try (RunIndex index = RunIndex.of(results)) {
      PastRun run = index.find(RunFilter.newest(5)).getFirst();
      assertThat(run)
          .isEqualTo(PastRunReader.read(results.resolve("20261122-120000-aaaa/report.json")));
      assertThat(run.verdict()).isEqualTo("PASSED");
      assertThat(run.figures().requestsPerSecond()).isEqualTo(200);
      assertThat(run.figures().p50()).isBetween(0.001, 0.002);
      assertThat(run.figures().failedShare()).isZero();
      assertThat(run.figures().workers()).isEqualTo(2);
    }
  }

  @Test
  void theNewestComeFirstAndFiltersHold() throws IOException {
    report("a", "shop", "PASSED", "2026-11-20T00:00:00Z", "{\"env\": \"test\"}");
    report("b", "shop two", "FAILED", "2026-11-22T00:00:00Z", "{\"env\": \"live\", \"x\": \"y\"}");
    report("c", "other", "PASSED", "2026-11-21T00:00:00Z", "{}");

    assertThat(found(RunFilter.newest(10))).containsExactly("b", "c", "a");
    assertThat(found(RunFilter.newest(2))).containsExactly("b", "c");
    assertThat(found(RunFilter.named("shop", 10))).containsExactly("a");
    assertThat(found(RunFilter.named("shop*", 10))).containsExactly("b", "a");
    assertThat(found(RunFilter.named("sh?p", 10))).isEmpty();
    assertThat(found(RunFilter.named("*[s]hop*", 10))).isEmpty();
    assertThat(found(new RunFilter("", Map.of(), "passed", null, 10))).containsExactly("c", "a");
    assertThat(found(new RunFilter("", Map.of(), "", Instant.parse("2026-11-21T00:00:00Z"), 10)))
        .containsExactly("b", "c");
    assertThat(found(tagged(Map.of("env", "live")))).containsExactly("b");
    assertThat(found(tagged(Map.of("env", "live", "x", "z")))).isEmpty();
  }

  @Test
  void whatTheIndexAndTheFilterSayIsTheSame() throws IOException {
    report("a", "shop", "PASSED", "2026-11-20T00:00:00Z", "{\"env\": \"test\"}");
    report("b", "shop two", "FAILED", "2026-11-22T00:00:00Z", "{}");
    try (RunIndex index = RunIndex.of(results)) {
      List<PastRun> all = index.find(RunFilter.newest(10));
      for (RunFilter filter :
          List.of(
              RunFilter.named("*two", 10),
              RunFilter.named("shop", 10),
              tagged(Map.of("env", "test")),
              new RunFilter("s*o*", Map.of(), "FAILED", Instant.EPOCH, 10))) {
        assertThat(index.find(filter)).isEqualTo(all.stream().filter(filter::wants).toList());
      }
    }
  }

  @Test
  void theDirectoriesAreTheTruth() throws IOException {
    Path kept = report("kept", "one", "PASSED", "2026-11-20T00:00:00Z", "{}");
    Path deleted = report("deleted", "one", "PASSED", "2026-11-20T00:00:00Z", "{}");
    assertThat(found(RunFilter.newest(10))).containsExactly("kept", "deleted");

    RunDirectories.delete(deleted);
    report("new", "three", "FAILED", "2026-11-23T00:00:00Z", "{}");
    Files.writeString(
        kept.resolve("report.json"),
        Files.readString(kept.resolve("report.json")).replace("\"one\"", "\"another\""));

    assertThat(found(RunFilter.newest(10))).containsExactly("new", "kept");
    assertThat(found(RunFilter.named("another", 10))).containsExactly("kept");
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws IOException {
    report("a", "shop", "PASSED", "2026-11-20T00:00:00Z", "{}");
    assertThat(found(RunFilter.newest(10))).hasSize(1);
    Files.writeString(results.resolve(RunIndex.FILE), "this is no database ".repeat(500));

    assertThat(found(RunFilter.newest(10))).containsExactly("a");
    assertThat(
            Files.readString(
                results.resolve(RunIndex.FILE), java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("SQLite format 3");
  }

  @Test
  void whereNoFileCanBeWrittenItIsKeptInMemory() throws IOException {
    report("a", "shop", "PASSED", "2026-11-20T00:00:00Z", "{}");
    Files.createDirectories(results.resolve(RunIndex.FILE).resolve("in the way"));

    assertThat(found(RunFilter.newest(10))).containsExactly("a");
  }

  @Test
  void aReportThatCannotBeReadIsLeftOut() throws IOException {
    report("a", "shop", "PASSED", "2026-11-20T00:00:00Z", "{}");
    Files.writeString(
        Files.createDirectory(results.resolve("b")).resolve("report.json"), "{\"run\": 4");
    Files.createDirectory(results.resolve("still-running"));

    assertThat(found(RunFilter.newest(10))).containsExactly("a");
    assertThat(found(RunFilter.newest(10))).containsExactly("a");
  }

  @Test
  void noDirectoryIsNoRuns() {
    try (RunIndex index = RunIndex.of(results.resolve("nowhere"))) {
      assertThat(index.find(RunFilter.newest(1))).isEmpty();
    }
  }

  @Test
  void severalMayUseItAtOnce() throws Exception {
    for (int run = 0; run < 30; run++) {
      report("run-" + run, "shop", "PASSED", "2026-11-20T00:00:00Z", "{\"n\": \"1\"}");
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Integer> reader = () -> found(RunFilter.newest(100)).size();
      for (Future<Integer> size : threads.invokeAll(List.of(reader, reader, reader, reader))) {
        assertThat(size.get()).isEqualTo(30);
      }
    }
  }

  @Test
  void onlyFinishedRunsAreDeleted() throws IOException {
    Path running = Files.createDirectory(results.resolve("running"));
    Files.writeString(running.resolve("journal.pb"), "x");

    assertThatThrownBy(() -> RunDirectories.delete(running))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no finished run in " + running);
    assertThat(running.resolve("journal.pb")).exists();
  }

  @Test
  void aLinkInARunIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(results.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path run = report("run", "shop", "PASSED", "2026-11-20T00:00:00Z", "{}");
    Files.createSymbolicLink(run.resolve("link"), outside);

    RunDirectories.delete(run);

    assertThat(run).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
  }
}
