package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A coordinator that dies while a run goes on, and comes back or not.
@Execution(ExecutionMode.CONCURRENT)
final class AnyCoordinatorIT {
  /// As long as a machine with more processes than processors may keep everybody waiting, in
  /// seconds. A worker that waited for a coordinator would wait for several.
  private static final double LULL = 0.3;

  @TempDir private Path dir;
  private TestCluster cluster;

  @BeforeEach
  void open() {
    cluster = new TestCluster(dir);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void aRunGoesOnWithoutItsCoordinatorAndEndsWithTheNext() {
    var _ = cluster.startWorker("first");
    var _ = cluster.startWorker("second");
    Spate.Running run = cluster.startRun("{ arrivalRate: 200/s, duration: 18s }", "expect: 2");
    cluster.awaitSince(3.5);
    TestCluster.kill(cluster.coordinator());
    cluster.awaitSince(5);
    Spate.Running next = cluster.startCoordinator();

    RunReport report = cluster.awaitReport(run);

    Timeline timeline = new Timeline(report, cluster.arrivals());
    assertThat(next.outText()).contains("goes on with run ");
    assertThat(timeline.longestGap().length()).as("%s", timeline.longestGap()).isLessThan(LULL);
    timeline.assertOnPlanFrom(0);
    assertThat(report.arrivals("completed")).isEqualTo(3_600);
    assertThat(cluster.target().counts().arrived()).isEqualTo(3_600);
    assertThat(report.result().err())
        .containsOnlyOnce("lost the coordinator")
        .containsOnlyOnce("the coordinator is there again");
    assertThat(report.result().exitCode()).isNotEqualTo(120);
  }

  @Test
  @Thorough
  void aCoordinatorThatIsAskedToEndLeavesTheRunToTheNext() {
    var _ = cluster.startWorker("only");
    Spate.Running run = cluster.startRun("{ arrivalRate: 100/s, duration: 15s }", "expect: 1");
    cluster.awaitSince(3);
    Spate.Running first = cluster.coordinator();
    first.process().destroy();
    Spate.Result ended = first.awaitEnd();
    var _ = cluster.startCoordinator();

    RunReport report = cluster.awaitReport(run);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).containsPattern("run \\S+ goes on without a coordinator");
    assertThat(report.arrivals("completed")).isEqualTo(1_500);
  }

  @Test
  @Thorough
  void threeKillsAreNotTheEnd() {
    Spate.Running first = cluster.startWorker("first");
    Spate.Running second = cluster.startWorker("second");
    var _ = cluster.startWorker("third");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 300/s, duration: 24s }", "expect: 3, tolerance: 50%");
    cluster.awaitSince(2);
    TestCluster.kill(first);
    cluster.awaitSince(7);
    TestCluster.kill(cluster.coordinator());
    var _ = cluster.startCoordinator();
    cluster.awaitCommanded(2);
    TestCluster.kill(second);
    double death = cluster.since();

    RunReport report = cluster.awaitReport(run);

    assertThat(report.arrivals("planned")).isEqualTo(7_200);
    assertThat(report.arrivals("completed") + report.arrivals("lost")).isEqualTo(7_200);
    assertThat(report.arrivals("lost")).isBetween(1L, 100L * 6 + 150L * 6);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom((int) Math.ceil(death + 5));
  }

  /// The next coordinator has the plan from those who stayed.
  @Test
  @Thorough
  void aWorkerMayJoinARunThatWasTakenOver() {
    var _ = cluster.startWorker("first");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 150/s, duration: 36s }", "expect: 1, max: 2");
    cluster.awaitSince(2);
    TestCluster.kill(cluster.coordinator());
    var _ = cluster.startCoordinator();
    cluster.awaitCommanded(1);
    var _ = cluster.startWorker("late");

    RunReport report = cluster.awaitReport(run);

    assertThat(report.arrivals("completed")).isEqualTo(5_400);
    assertThat(cluster.target().counts().arrived()).isEqualTo(5_400);
    assertThat(report.offeredBy("late")).isPositive();
    assertThat(report.offeredBy("first") + report.offeredBy("late")).isEqualTo(5_400);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(0);
  }

  @Test
  void workersThatNobodyCommandsStopAndStay() {
    Spate.Running worker = cluster.startWorker("orphan");
    var _ = cluster.startRun("{ arrivalRate: 100/s, duration: 5m }", "expect: 1, orphanGrace: 3s");
    cluster.awaitSince(2);
    TestCluster.kill(cluster.coordinator());
    double death = cluster.since();
    cluster.awaitSince(death + 8);

    // It counts from the last word that it heard: within the second before, on a machine with time,
    // and stops at a tick of a second after the grace.
    assertThat(cluster.arrivals().getLast()).isBetween(death + 0.5, death + 5.5);
    assertThat(worker.process().isAlive()).isTrue();
  }
}
