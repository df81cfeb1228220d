package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two coordinators: one in command, and one that stands by and takes over.
@Execution(ExecutionMode.CONCURRENT)
final class StandbyIT {
  /// As of [AnyCoordinatorIT].
  private static final double LULL = 0.3;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path dir;
  private @Nullable TestCluster opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private TestCluster open(TestCluster cluster) {
    opened = cluster;
    return cluster;
  }

  /// What it has not got in its directory it has from the workers.
  @Test
  void takesOverWhereTheOneInCommandDies() {
    TestCluster cluster = open(TestCluster.ofTwoCoordinatorsApart(dir));
    Spate.Running second = cluster.startCoordinator(1);
    var _ = cluster.startWorker("first");
    var _ = cluster.startWorker("second");
    var _ = cluster.startWorker("third");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 150/s, duration: 30s }", "expect: 3, orphanGrace: 2m");
    assertThat(cluster.readiness(0)).isEqualTo(200);
    assertThat(cluster.readiness(1)).isEqualTo(503);
    cluster.awaitSince(3);
    TestCluster.kill(cluster.coordinator());

    RunReport report = cluster.awaitReport(run);

    Timeline timeline = new Timeline(report, cluster.arrivals());
    assertThat(second.outText()).contains("in command");
    assertThat(second.errText()).contains("is not known here: its workers are asked for it");
    assertThat(timeline.longestGap().length()).as("%s", timeline.longestGap()).isLessThan(LULL);
    timeline.assertOnPlanFrom(0);
    assertThat(report.arrivals("completed")).isEqualTo(4_500);
    assertThat(cluster.target().counts().arrived()).isEqualTo(4_500);
    assertThat(cluster.readiness(1)).isEqualTo(200);
    assertThat(report.result().err())
        .containsOnlyOnce("lost the coordinator")
        .containsOnlyOnce("the coordinator is there again");
  }

  /// Nobody stood by, the directory is gone with its machine, and the next one is elsewhere.
  @Test
  @Thorough
  void anEmptyDirectoryAtAnotherAddressIsEnough() {
    TestCluster cluster = open(TestCluster.ofTwoCoordinatorsApart(dir));
    var _ = cluster.startWorker("first");
    Spate.Running killed = cluster.startWorker("second");
    var _ = cluster.startWorker("third");
    Spate.Running run =
        cluster.startRun(
            "{ arrivalRate: 150/s, duration: 32s }", "expect: 3, tolerance: 50%, orphanGrace: 2m");
    cluster.awaitSince(2);
    TestCluster.kill(killed);
    cluster.awaitSince(9);
    TestCluster.kill(cluster.coordinator());
    var _ = cluster.startCoordinatorAlone(1);

    RunReport report = cluster.awaitReport(run);

    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(9);
    // What the killed one had reported went with the directory.
    assertThat(report.arrivals("lost")).isBetween(100L, 50L * 9);
    assertThat(report.arrivals("completed")).isEqualTo(4_800 - report.arrivals("lost"));
    assertThat(report.requests("started")).isEqualTo(report.arrivals("completed"));
  }

  /// The one that was frozen has one data directory with the other, and wakes up in command.
  @Test
  @Thorough
  void aCoordinatorThatWasFrozenCommandsNoMore() {
    TestCluster cluster = open(TestCluster.ofTwoCoordinators(dir));
    Spate.Running second = cluster.startCoordinator(1);
    var _ = cluster.startWorker("first");
    var _ = cluster.startWorker("second");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 100/s, duration: 36s }", "expect: 2, orphanGrace: 2m");
    cluster.awaitSince(2);
    Spate.Running first = cluster.coordinator();
    TestCluster.signal(first, "STOP");
    second.await("goes on with run ");
    cluster.awaitSince(cluster.since() + 3);
    TestCluster.signal(first, "CONT");
    Spate.Result ended = first.awaitEnd();
    Spate.Running again = cluster.startCoordinator(0);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> cluster.readiness(0) == 503 && !Files.exists(marker(cluster)));

    RunReport report = cluster.awaitReport(run);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("this coordinator was cut off");
    assertThat(again.errText()).contains("was cut off from the side that goes on");
    assertThat(again.outText()).doesNotContain("in command");
    assertThat(report.arrivals("completed")).isEqualTo(3_600);
    assertThat(cluster.target().counts().arrived()).isEqualTo(3_600);
  }

  private Path marker(TestCluster cluster) {
    return dir.resolve("data/cast-out-" + cluster.node(0).replace(':', '-'));
  }

  @Test
  @Thorough
  void takesOverAtOnceWhereTheOneInCommandEndsAndThatStandsByThen() {
    TestCluster cluster = open(TestCluster.ofTwoCoordinators(dir));
    Spate.Running second = cluster.startCoordinator(1);
    var _ = cluster.startWorker("only");
    Spate.Running run = cluster.startRun("{ arrivalRate: 100/s, duration: 20s }", "expect: 1");
    cluster.awaitSince(2);
    Spate.Running first = cluster.coordinator();
    first.process().destroy();
    Spate.Result ended = first.awaitEnd();
    second.await("goes on with run ");
    Spate.Running again = cluster.startCoordinator(0);
    Awaitility.await().atMost(LIMIT).until(() -> cluster.readiness(0) == 503);

    RunReport report = cluster.awaitReport(run);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).containsPattern("run \\S+ goes on with a coordinator that stood by");
    assertThat(report.arrivals("completed")).isEqualTo(2_000);
    assertThat(again.outText()).doesNotContain("in command");
    assertThat(cluster.readiness(0)).isEqualTo(503);
  }
}
