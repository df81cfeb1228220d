package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/// What a worker says of itself when something keeps it from its work: a process that is stopped, a
/// processor that others use.
@EnabledOnOs(OS.LINUX)
@Measures
@Isolated("of what takes a part of the machine")
final class SelfWatchIT {
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private static final int HOGS = 4;

  /// As many rounds on demand as ACCURACY A3 asks for: `-Dspate.hogged.rounds=20`.
  private static final int HOGGED_ROUNDS = Integer.getInteger("spate.hogged.rounds", 1);

  @TempDir private Path dir;
  private final List<Process> hogs = new ArrayList<>();
  private Spate spate;
  private TargetServer target;
  private Spate.Cluster cluster;

  @BeforeEach
  void open() {
    spate = Spate.asItIs(dir);
    target = new TargetServer(TargetSettings.DEFAULT);
    cluster = spate.startCluster();
  }

  @AfterEach
  void close() {
    endHogs();
    spate.close();
    target.close();
  }

  private Spate.Running run(String name, String duration) {
    String plan =
        """
        target: %s
        name: %s
        phases: [ { name: steady, arrivalRate: 500/s, duration: %s } ]
        scenarios: { only: { flow: [ { get: / } ] } }
        """
            .formatted(target.url(), name, duration);
    return spate.startRun(cluster, plan, dir.resolve(name));
  }

  private void awaitArrivals(long more) {
    long until = target.counts().arrived() + more;
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> target.counts().arrived() >= until);
  }

  /// ACCURACY A17: 100 ms in which the worker's process does not run. It is in its report, and in
  /// the timeline: the slot is marked, and what was due in it counts like everything else.
  @Test
  void aWorkerThatWasStoppedMarksTheSlot() throws Exception {
    Spate.Running worker = spate.startWorker(cluster, "one");
    Spate.Running run = run("stopped", "6s");
    awaitArrivals(1_200);
    signal("-STOP", worker.process());
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    signal("-CONT", worker.process());
    assertThat(target.counts().arrived()).as("stopped in the course of the run").isLessThan(2_900);

    RunReport report = RunReport.read(dir.resolve("stopped"), run.awaitEnd());

    assertThat(report.arrivals("completed")).isEqualTo(3_000);
    JsonNode row = report.json().at("/workers/0");
    assertThat(row.get("loopPauseMax").asDouble()).as("%s", row).isGreaterThanOrEqualTo(0.095);
    assertThat(marked(report, "loop_pause")).isNotEmpty();
    assertThat(report.json().at("/verdict/reasons").toString()).doesNotContain("LITTLES_LAW");
    assertThat(row.get("littlesLawDeviation").asDouble()).isLessThan(0.01);
  }

  private static void signal(String signal, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static List<Integer> marked(RunReport report, String mark) {
    return IntStream.range(0, report.timeline().size())
        .filter(slot -> report.timeline().get(slot).get("marks").toString().contains(mark))
        .boxed()
        .toList();
  }

  /// ACCURACY A3: others on the generator's only processor, and more important than it. Each time
  /// it says that it was late, and that it had to wait for a processor.
  @Test
  void aGeneratorWithoutAProcessorOfItsOwnSaysSo() throws IOException {
    assumeTrue(Files.isExecutable(TASKSET), "no taskset");
    String processor = aProcessor();
    List<String> pinned = List.of(TASKSET.toString(), "-c", processor, "nice", "-n", "5");
    var _ = spate.startWorkerUnder(pinned, cluster, "one");
    for (int round = 0; round < HOGGED_ROUNDS; round++) {
      String name = "hogged-" + round;
      Spate.Running run = run(name, "5s");
      awaitArrivals(1);
      startHogs(processor);
      RunReport report = RunReport.read(dir.resolve(name), run.awaitEnd());
      endHogs();

      String reasons = report.json().at("/verdict/reasons").toString();
      assertThat(report.verdict())
          .as("%s %s", reasons, report.json().at("/workers"))
          .isEqualTo("INCONCLUSIVE");
      assertThat(reasons).contains("GENERATOR_LAG").contains("of the time for a processor");
      assertThat(report.json().at("/workers/0/cpuWait").asDouble()).isGreaterThan(0.01);
      assertThat(marked(report, "cpu_wait")).isNotEmpty();
    }
  }

  /// The first one that this process may use.
  private static String aProcessor() throws IOException {
    String allowed =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .findFirst()
            .orElseThrow();
    return allowed.replaceAll("\\D*(\\d+).*", "$1");
  }

  private void startHogs(String processor) throws IOException {
    for (int hog = 0; hog < HOGS; hog++) {
      hogs.add(
          new ProcessBuilder(TASKSET.toString(), "-c", processor, "sh", "-c", "while :; do :; done")
              .start());
    }
  }

  private void endHogs() {
    hogs.forEach(Process::destroyForcibly);
    hogs.clear();
  }
}
