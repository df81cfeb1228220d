package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.client.CoordinatorClient;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The page in a real browser, against a coordinator and two workers that are processes of their
/// own: `src/test/browser/tour.mjs` says what is done and seen. Needs node, npm and Debian's
/// chromium; `-Pbrowser` asks for it. The pictures are in `target/screenshots`.
@EnabledIfSystemProperty(named = "spate.browser", matches = "true")
final class BrowserIT {
  private static final long LIMIT_SECONDS = 240;

  @TempDir private Path dir;

  @Test
  void aRunIsStartedWatchedStoppedAndLookedAtInABrowser() throws Exception {
    Path tour = tour();
    try (EvilTarget target = new EvilTarget();
        Spate spate = new Spate(dir)) {
      Spate.Cluster cluster = spate.startCluster();
      var _ = spate.startWorker(cluster, "anna");
      Spate.Running victim = spate.startWorker(cluster, "bert");
      awaitWorkers(URI.create("http://" + cluster.api()));
      Path plan = spate.file("evil.yaml", plan(target));
      String settings =
          new JsonMapper()
              .writeValueAsString(
                  Map.of(
                      "base", "http://" + cluster.api() + "/",
                      "plan", plan.toString(),
                      "victim", victim.process().pid(),
                      "screenshots", tour.resolveSibling("screenshots").toString(),
                      "chromium", System.getProperty("spate.chromium", "/usr/bin/chromium")));
      run(tour, Map.of(), "node", "tour.mjs", settings);
    }
  }

  /// What of the page needs no browser.
  @Test
  void itsModulesHoldForALongRun() throws Exception {
    Path source = Path.of("src/test/browser").toAbsolutePath();
    Path page =
        Path.of("../coordinator/src/main/resources/dev/spate/coordinator/page").toRealPath();
    Path directory = Files.createDirectories(dir.resolve("modules"));
    Files.copy(source.resolve("modules.test.mjs"), directory.resolve("modules.test.mjs"));
    run(directory, Map.of("PAGE", page.toString()), "node", "--test", "modules.test.mjs");
  }

  private static void awaitWorkers(URI api) {
    try (CoordinatorClient client = new CoordinatorClient(List.of(api))) {
      Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> client.workers().size() == 2);
    }
  }

  private static String plan(EvilTarget target) {
    return """
    target: %s
    name: "<img src=x onerror=\\"window.hacked='plan'\\">"
    http: { sampleErrors: 3 }
    gracefulStop: 2s
    phases:
      - { name: "<b class=evil>warm</b>", arrivalRate: 40/s, duration: 3s, warmup: true }
      - { name: steady, arrivalRate: 40/s, duration: 10m }
    scenarios:
      only:
        flow:
          - get: /
            name: "<img src=x onerror=\\"window.hacked='request'\\">"
          - get: /plain
    thresholds:
      response_time: p(99)<2s
      failed: rate<90%%
    workers: { expect: 2, tolerance: 50%% }
    """
        .formatted(target.url());
  }

  /// A copy of the tour with the modules that it needs, as its lock file has them.
  private static Path tour() throws IOException, InterruptedException {
    Path source = Path.of("src/test/browser").toAbsolutePath();
    Path copy = Files.createDirectories(Path.of("target/browser").toAbsolutePath());
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, copy.resolve(source.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    run(copy, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    return copy;
  }

  private static void run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    File said = directory.resolve(command[0] + ".out").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(ended && process.exitValue() == 0)
          .as("%s said: %s", command[0], Files.readString(said.toPath()))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
