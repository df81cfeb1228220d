package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Workers that die, freeze, leave and join while a run goes on.
@Execution(ExecutionMode.CONCURRENT)
final class AnyWorkerIT {
  /// Within so many seconds of a death the load is the plan's again.
  private static final int RECOVERY = 5;

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

  private Timeline timeline(RunReport report) {
    return new Timeline(report, cluster.arrivals());
  }

  @Test
  void theOthersTakeOverWhatAKilledWorkerHad() {
    Spate.Running victim = cluster.startWorker("victim");
    var _ = cluster.startWorker("second");
    var _ = cluster.startWorker("third");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 300/s, duration: 12s }", "expect: 3, tolerance: 50%");
    cluster.awaitSince(3.5);
    TestCluster.kill(victim);
    double death = cluster.since();

    RunReport report = cluster.awaitReport(run);

    int recovered = (int) Math.ceil(death + RECOVERY);
    Timeline timeline = timeline(report);
    assertThat(report.arrivals("planned")).isEqualTo(3_600);
    assertThat(report.arrivals("lost"))
        .isBetween(1L, 100L * (RECOVERY + 1))
        .isEqualTo(timeline.lostBefore(recovered));
    assertThat(report.arrivals("completed")).isEqualTo(3_600 - report.arrivals("lost"));
    timeline.assertOnPlanFrom(recovered);
    assertThat(timeline.arrived(recovered, 11)).isBetween(270L * (11 - recovered), 330L * 12);
    assertThat(report.result().exitCode()).isNotEqualTo(120);
  }

  @Test
  @Thorough
  void theLastOneTakesOverWhatTwoKilledWorkersHad() {
    Spate.Running first = cluster.startWorker("first");
    Spate.Running second = cluster.startWorker("second");
    var _ = cluster.startWorker("survivor");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 300/s, duration: 12s }", "expect: 3, tolerance: 1%");
    cluster.awaitSince(3);
    TestCluster.kill(first);
    TestCluster.kill(second);
    double death = cluster.since();

    RunReport report = cluster.awaitReport(run);

    timeline(report).assertOnPlanFrom((int) Math.ceil(death + RECOVERY));
    assertThat(report.arrivals("lost")).isBetween(36L, 200L * (RECOVERY + 1));
    assertThat(report.arrivals("completed")).isEqualTo(3_600 - report.arrivals("lost"));
    assertThat(report.verdict()).isEqualTo("INCONCLUSIVE");
    assertThat(report.result().exitCode()).isEqualTo(120);
  }

  /// For so long that the cluster has given its node up, too: it joins anew, at the same address.
  @Test
  void aWorkerThatFrozeSendsNothingMoreAndStillGivesItsAccount() {
    Spate.Running frozen = cluster.startWorker("frozen");
    var _ = cluster.startWorker("second");
    var _ = cluster.startWorker("third");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 150/s, duration: 28s }", "expect: 3, tolerance: 50%");
    cluster.awaitSince(3.4);
    TestCluster.signal(frozen, "STOP");
    double stopped = cluster.since();
    cluster.awaitSince(stopped + 12);
    TestCluster.signal(frozen, "CONT");

    RunReport report = cluster.awaitReport(run);

    int recovered = (int) Math.ceil(stopped + RECOVERY);
    Timeline timeline = timeline(report);
    timeline.assertOnPlanFrom(recovered);
    assertThat(report.arrivals("lost")).isBetween(1L, 50L * (RECOVERY + 1));
    // Each request that reached the target was reported, and once: what it sent before it froze
    // too, and there was nothing after.
    assertThat(cluster.target().counts().arrived()).isEqualTo(report.requests("started"));
    assertThat(report.requests("started")).isEqualTo(report.arrivals("completed"));
  }

  @Test
  void aWorkerThatIsAskedToEndLosesNothing() {
    Spate.Running leaver = cluster.startWorker("leaver");
    var _ = cluster.startWorker("second");
    Spate.Running run = cluster.startRun("{ arrivalRate: 200/s, duration: 10s }", "expect: 2");
    cluster.awaitSince(3);
    leaver.process().destroy();

    Spate.Result left = leaver.awaitEnd();
    double gone = cluster.since();
    RunReport report = cluster.awaitReport(run);

    assertThat(left.exitCode()).isZero();
    assertThat(gone).as("when it had ended").isLessThan(10);
    assertThat(report.arrivals("planned")).isEqualTo(2_000);
    assertThat(report.arrivals("completed")).isEqualTo(2_000);
    assertThat(cluster.target().counts().arrived()).isEqualTo(2_000);
    assertThat(report.result().exitCode()).isNotEqualTo(120);
  }

  /// Nobody can take its part over: it waits for that no longer than it says, and who asks twice
  /// does not want to wait at all.
  @Test
  @Thorough
  void aWorkerThatCannotHandOverEndsAllTheSame() {
    Spate.Running patient = cluster.startWorker("patient");
    Spate.Running hurried = cluster.startWorker("hurried");
    var _ = cluster.startRun("{ arrivalRate: 100/s, duration: 120s }", "expect: 2");
    TestCluster.kill(cluster.coordinator());
    patient.process().destroy();
    hurried.process().destroy();
    hurried.await("leaves: its part of the run goes to the others first, within 12 s");
    hurried.process().destroy();

    assertThat(hurried.awaitEnd().exitCode()).isEqualTo(105);
    assertThat(patient.process().isAlive()).isTrue();
    Spate.Result left = patient.awaitEnd();
    assertThat(left.exitCode()).isZero();
    assertThat(left.err()).containsOnlyOnce("nobody took its part over within 12 s");
  }

  @Test
  void aWorkerThatJoinsIsGivenItsPart() {
    var _ = cluster.startWorker("first");
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 100/s, duration: 36s }", "expect: 1, max: 2");
    cluster.awaitSince(1);
    Spate.Running late = cluster.startWorker("late");

    RunReport report = cluster.awaitReport(run);

    assertThat(late.process().isAlive()).isTrue();
    assertThat(report.arrivals("completed")).isEqualTo(3_600);
    assertThat(cluster.target().counts().arrived()).isEqualTo(3_600);
    assertThat(report.offeredBy("late")).isPositive();
    assertThat(report.offeredBy("first") + report.offeredBy("late")).isEqualTo(3_600);
  }
}
