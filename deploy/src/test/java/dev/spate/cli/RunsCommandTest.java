package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {
  private @TempDir Path directory = Path.of("");

  @BeforeEach
  void someRuns() throws IOException {
    report("20261120-100000-aaaa", "shop", "PASSED", "2026-11-20", 0.010, 0.100);
    report("20261121-100000-bbbb", "shop", "FAILED", "2026-11-21", 0.012, 0.200);
    report("before", "a name that is rather long", "INCONCLUSIVE", "2026-11-22", 0.001, 0.002);
  }

  private void report(String id, String name, String verdict, String day, double p50, double p99)
      throws IOException {
    Path run = Files.createDirectories(directory.resolve("results").resolve(id));
    Files.writeString(
        run.resolve("report.json"),
        """
        {"run": {"id": "%s", "name": "%s", "startedAt": "%sT10:00:01Z", "durationSeconds": 60, "tags": {"env": "test"}},
         "verdict": {"result": "%s", "exitCode": 0},
         "throughput": {"requestsPerSecond": 1234.5},
         "metrics": {"response_time": {"percentiles": {
           "50": {"value": %s, "reliable": true}, "99": {"value": %s, "reliable": true}}}},
         "requests": [{"started": 200, "succeeded": 199}], "workers": [{}]}
        """
            .formatted(id, name, day, verdict, p50, p99));
  }

  private FakeWorld run(int exitCode, String... arguments) {
    FakeWorld world = new FakeWorld(directory);
    assertThat(world.run(arguments)).as(world.err()).isEqualTo(exitCode);
    return world;
  }

  @Test
  void listsTheNewestFirstInEightyColumns() {
    FakeWorld world = run(0, "runs");

    assertThat(world.out())
        .isEqualTo(
            """
            Run                  name         verdict          rate     p50     p99  failed
            before               a name… long INCONCLUSIVE  1,235/s    1 ms    2 ms  0.50 %
            20261121-100000-bbbb shop         FAILED        1,235/s   12 ms  200 ms  0.50 %
            20261120-100000-aaaa shop         PASSED        1,235/s   10 ms  100 ms  0.50 %
            """);
    assertThat(world.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void filters() {
    assertThat(run(0, "runs", "--name", "sh*", "--verdict", "failed").out())
        .contains("bbbb")
        .doesNotContain("aaaa")
        .doesNotContain("before");
    assertThat(run(0, "runs", "--tag", "env=live").out()).isEqualTo("no such runs\n");
    assertThat(run(0, "runs", "--limit", "1", "--format", "json").out())
        .contains("\"directory\" : \"before\"")
        .doesNotContain("bbbb");
  }

  @Test
  void aTrendShowsWhatChanged() {
    assertThat(run(0, "runs", "--trend", "shop").out())
        .contains("20261120-100000-aaaa PASSED   1,235/s   10 ms         100 ms         ███████\n")
        .contains(
            "20261121-100000-bbbb FAILED   1,235/s   12 ms   +20%  200 ms  +100%  █████████████\n");
  }

  @Test
  void deletesWhatItIsTold() {
    assertThat(run(0, "runs", "delete", "before").out()).isEqualTo("deleted before\n");
    assertThat(directory.resolve("results/before")).doesNotExist();
    assertThat(run(104, "runs", "delete", "before").err()).contains("no finished run");
    assertThat(run(104, "runs", "delete", "../results").err())
        .contains("'../results' is not the name of a run");
    assertThat(directory.resolve("results")).exists();
  }

  @Test
  void prunesToANumber() {
    assertThat(run(0, "runs", "prune", "--keep", "1", "--dry-run").out())
        .isEqualTo("would delete 20261121-100000-bbbb\nwould delete 20261120-100000-aaaa\n");
    assertThat(directory.resolve("results/20261120-100000-aaaa")).exists();

    FakeWorld world = run(0, "runs", "prune", "--keep", "1", "--name", "shop");
    assertThat(world.out()).isEqualTo("deleted 20261120-100000-aaaa\n");
    assertThat(world.err()).isEqualTo("1 of 2 runs deleted\n");
    assertThat(directory.resolve("results/20261120-100000-aaaa")).doesNotExist();
  }

  @Test
  void prunesByAge() {
    assertThat(run(0, "runs", "prune", "--older-than", "1w").err()).contains(" of 3 runs deleted");
    assertThat(run(104, "runs", "prune").err()).contains("nothing says which runs to keep");
    assertThat(run(104, "runs", "prune", "--older-than", "soon").err())
        .contains("'soon' is no age such as 12h, 30d or 8w");
  }

  @Test
  void wrongFiltersAreRefused() {
    assertThat(run(104, "runs", "--verdict", "maybe").err())
        .contains("a verdict is passed, failed or inconclusive");
    assertThat(run(104, "runs", "--limit", "0").err()).contains("a limit is 1 to 10000");
    assertThat(run(104, "runs", "--results", "nowhere").err()).contains("there is no directory");
  }
}
