package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A cluster of real processes: status, stop, the death of a worker, and a report made again.
@Execution(ExecutionMode.CONCURRENT)
final class ClusterIT {
  @TempDir private Path dir;
  private Spate spate;
  private TargetServer target;
  private Spate.Cluster cluster;

  @BeforeEach
  void open() {
    spate = new Spate(dir);
    target = new TargetServer(TargetSettings.DEFAULT);
    cluster = spate.startCluster();
  }

  @AfterEach
  void close() {
    spate.close();
    target.close();
  }

  private String plan(String duration, int workers) {
    return """
    target: %s
    name: cluster
    phases: [ { name: steady, arrivalRate: 200/s, duration: %s } ]
    scenarios: { only: { flow: [ { get: / } ] } }
    workers: { expect: %d, tolerance: 1%%, onLoss: continue }
    """
        .formatted(target.url(), duration, workers);
  }

  @Test
  void aStoppedRunReportsWhatItDid() {
    var _ = spate.startWorker(cluster, "first");
    Path out = dir.resolve("stopped");
    Spate.Running run = spate.startRun(cluster, plan("10m", 1), out);
    String id = run.await("(20\\d{6}-\\d{6}-\\w+)");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> target.counts().arrived() > 400);

    assertThat(spate.run("status", "--cluster", cluster.api()).out())
        .contains("first")
        .contains(id);
    assertThat(spate.run("stop", id, "--cluster", cluster.api()).exitCode()).isZero();

    RunReport report = RunReport.read(out, run.awaitEnd());
    assertThat(report.result().exitCode()).isEqualTo(105);
    assertThat(report.verdict()).isEqualTo("INCONCLUSIVE");
    assertThat(report.arrivals("planned"))
        .isLessThan(60_000)
        .isEqualTo(report.arrivals("completed"));
    assertThat(report.requests("succeeded")).isEqualTo(target.counts().answeredTotal());
  }

  @Test
  @Thorough
  void whatDiedWithAWorkerIsLostExactly() {
    var _ = spate.startWorker(cluster, "survivor");
    Spate.Running victim = spate.startWorker(cluster, "victim");
    Path out = dir.resolve("loss");
    Spate.Running run = spate.startRun(cluster, plan("20s", 2), out);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> target.counts().arrived() > 800);
    victim.process().descendants().forEach(ProcessHandle::destroyForcibly);
    victim.process().destroyForcibly();

    RunReport report = RunReport.read(out, run.awaitEnd());

    assertThat(report.result().exitCode()).isEqualTo(120);
    assertThat(report.verdict()).isEqualTo("INCONCLUSIVE");
    assertThat(report.arrivals("planned")).isEqualTo(4_000);
    assertThat(report.arrivals("lost")).isBetween(1_000L, 2_000L);
    assertThat(report.arrivals("completed") + report.arrivals("lost")).isEqualTo(4_000);
    // What reached the target: what the report knows, and what the dead worker had not reported
    // yet.
    assertThat(target.counts().answeredTotal())
        .isBetween(
            report.requests("succeeded"), report.requests("succeeded") + report.arrivals("lost"));
  }

  @Test
  @Thorough
  void twoRunsAreComparedByTheirFilesAndByTheCluster() {
    var _ = spate.startWorker(cluster, "only");
    String quick = finished("/?delay=4ms", "quick");
    String slow = finished("/?delay=8ms", "slow");

    Spate.Result byFiles =
        spate.run("compare", "quick", "slow", "--fail-on-regression", "50", "--no-color");
    assertThat(byFiles.exitCode()).as(byFiles.toString()).isEqualTo(99);
    assertThat(byFiles.out()).startsWith("B against A: slower\n").contains("p50 rose");

    Spate.Result byCluster =
        spate.run("compare", slow, quick, "--cluster", cluster.api(), "--format", "json");
    assertThat(byCluster.exitCode()).as(byCluster.toString()).isZero();
    assertThat(byCluster.out()).contains("\"finding\" : \"faster\"");
  }

  /// Has a plan of 12 s played by the cluster.
  ///
  /// @return the run's id
  private String finished(String path, String directory) {
    Spate.Running run =
        spate.startRun(
            cluster, plan("12s", 1).replace("get: /", "get: " + path), dir.resolve(directory));
    String id = run.await("(20\\d{6}-\\d{6}-\\w+)");
    assertThat(run.awaitEnd().exitCode()).as("passed, or late on a busy machine").isIn(0, 121);
    return id;
  }

  @Test
  void aFinishedRunCanBeReportedAgain() throws IOException {
    RunReport first =
        spate.runPlan(
            """
            target: %s
            phases: [ { arrivalRate: 100/s, duration: 3s } ]
            scenarios: { only: { flow: [ { get: / } ] } }
            """
                .formatted(target.url()),
            "--quiet");
    assertThat(first.result().exitCode()).isIn(0, 121);
    for (String name :
        new String[] {
          "plan.yaml",
          "report.json",
          "report.html",
          "junit.xml",
          "response_time.hlog",
          "service_time.hlog",
          "percentiles.hgrm",
          "timeline.csv",
          "journal.pb"
        }) {
      assertThat(first.dir().resolve(name)).isNotEmptyFile();
    }
    String json = Files.readString(first.dir().resolve("report.json"));
    Files.delete(first.dir().resolve("report.json"));

    Spate.Result again = spate.run("report", first.dir().toString(), "--format", "json");

    assertThat(again.exitCode()).isIn(0, 121);
    assertThat(Files.readString(first.dir().resolve("report.json"))).isEqualTo(json);
  }
}
