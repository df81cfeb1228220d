package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Processes that run out of disk or of file descriptors: each says so, and none hangs.
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
final class RunningOutIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// The fewest that the program starts with.
  private static final List<String> FEW_FILES = List.of("prlimit", "--nofile=256:256");

  private final TargetServer target = new TargetServer(TargetSettings.DEFAULT);
  @TempDir private Path dir;
  private Spate spate;

  @BeforeEach
  void open() {
    spate = new Spate(dir);
  }

  @AfterEach
  void close() {
    spate.close();
    target.close();
  }

  @Test
  void aDiskThatIsFullInMidRunEndsTheRunAndItsLoad() {
    Spate.Cluster cluster = startCoordinator(diskOf("8k"));
    var _ = spate.startWorker(cluster, "only");
    Spate.Running run = startRun(cluster, "/", 100, "60s");

    Spate.Result ended = run.awaitEnd();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("the run has ended, but there is no report of it: run ")
        .contains(" was ended, for what happens in it cannot be kept in " + dir.resolve("data"))
        .contains(": No space left on device")
        .contains("Its journal is there: make the report with spate report ");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> spate.run("status", "--cluster", cluster.api()).out().contains("idle"));
    long arrived = target.counts().arrived();
    assertThat(arrived).isBetween(1L, 100L * 30);
    assertThat(report().exitCode()).isZero();
    assertThat(report().out())
        .contains("JOURNAL_ENDS: The journal ends before the run does")
        .contains("Ledger (balanced");
    assertThat(target.counts().arrived()).as("nothing was sent since").isEqualTo(arrived);

    Spate.Result next = startRun(cluster, "/", 100, "60s").awaitEnd();

    assertThat(next.exitCode()).isEqualTo(1);
    assertThat(next.err()).contains("No space left on device");
    assertThat(target.counts().arrived()).isEqualTo(arrived);
  }

  @Test
  @Thorough
  void aDiskWithoutRoomForTheReportLeavesTheJournalToMakeItFrom() {
    Spate.Cluster cluster = startCoordinator(diskOf("44k"));
    var _ = spate.startWorker(cluster, "only");
    Spate.Running run = startRun(cluster, "/", 100, "4s");

    Spate.Result ended = run.awaitEnd();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("no report of it: cannot write the report into " + dir.resolve("data"))
        .contains(": No space left on device");
    assertThat(report().exitCode()).isZero();
    assertThat(report().out()).contains("400 planned = 400 completed");
  }

  @Test
  @Thorough
  void clientsCannotTakeTheDescriptorsThatTheReportNeeds() throws IOException {
    Spate.Running coordinator = startCoordinatorProcess(FEW_FILES);
    Spate.Cluster cluster = clusterOf(coordinator);
    var _ = spate.startWorker(cluster, "only");
    Spate.Running run = startRun(cluster, "/", 50, "5s");
    Awaitility.await().atMost(LIMIT).until(() -> target.counts().arrived() > 0);
    URI api = URI.create("http://" + cluster.api());
    List<Socket> clients = new ArrayList<>();
    try {
      for (int client = 0; client < 200; client++) {
        Socket socket = new Socket();
        clients.add(socket);
        socket.connect(new InetSocketAddress(api.getHost(), api.getPort()), 200);
      }
    } catch (SocketTimeoutException _) {
      // Nobody else fits into the queue.
    }
    Awaitility.await().atMost(LIMIT).until(() -> !files("report.json").isEmpty());
    for (Socket client : clients) {
      client.close();
    }

    Spate.Result ended = run.awaitEnd();

    assertThat(clients).hasSizeGreaterThan(90);
    assertThat(ended.out()).contains("250 planned = 250 completed");
    assertThat(coordinator.errText().lines().count()).as(coordinator.errText()).isLessThan(60);
  }

  @Test
  @Thorough
  void requestsWithoutADescriptorHaveThatNameAndTheRunItsEnd() {
    Spate.Cluster cluster = startCoordinator(List.of());
    Spate.Running worker = spate.startWorkerUnder(FEW_FILES, cluster, "only");
    Spate.Running run = startRun(cluster, "/delay/1s", 300, "3s");

    RunReport report = RunReport.read(dir.resolve("out"), run.awaitEnd());

    assertThat(report.arrivals("completed")).isEqualTo(900);
    assertThat(report.requests("failed")).isPositive();
    assertThat(report.requests("succeeded")).isPositive();
    assertThat(report.result().out())
        .contains("no_file_descriptor")
        .contains("found no file descriptor left in their worker");
    assertThat(worker.process().isAlive()).isTrue();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(dir.resolve("data"))) {
      return all.filter(file -> file.endsWith(name)).toList();
    }
  }

  private Spate.Result report() {
    return spate.run("report", dir.resolve("out").toString(), "--rebuild");
  }

  private Spate.Cluster startCoordinator(List<String> under) {
    return clusterOf(startCoordinatorProcess(under));
  }

  private Spate.Running startCoordinatorProcess(List<String> under) {
    return spate.startUnder(
        under,
        "coordinator",
        "--port",
        "0",
        "--cluster-port",
        "0",
        "--data",
        dir.resolve("data").toString());
  }

  private static Spate.Cluster clusterOf(Spate.Running coordinator) {
    return new Spate.Cluster(
        coordinator.await("api=http://(\\S+)"), coordinator.await("cluster=(\\S+)"));
  }

  private Spate.Running startRun(Spate.Cluster cluster, String path, int perSecond, String time) {
    return spate.startRun(
        cluster,
        """
        target: %s
        gracefulStop: 2s
        phases: [ { arrivalRate: %d/s, duration: %s } ]
        scenarios: { only: { flow: [ { get: %s } ] } }
        """
            .formatted(target.url(), perSecond, time, path),
        dir.resolve("out"));
  }

  /// What makes a process see a disk of this size in the place of the data directory; it goes with
  /// the process.
  private List<String> diskOf(String size) {
    String mount = "mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"";
    for (String flags : List.of("-m", "-rm")) {
      Path data = dir.resolve("data");
      try {
        Files.createDirectories(data);
        List<String> under = List.of("unshare", flags, "sh", "-c", mount, data.toString());
        List<String> trial = new ArrayList<>(under);
        trial.add("true");
        if (new ProcessBuilder(trial).start().waitFor() == 0) {
          return under;
        }
      } catch (IOException _) {
        break; // there is no such program
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    System.err.println("SKIPPED: this system lets us have no disk of our own");
    Assumptions.abort("this system lets us have no disk of our own");
    return List.of();
  }
}
