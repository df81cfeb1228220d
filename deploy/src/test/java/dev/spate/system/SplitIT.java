package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Networks that are split while a run goes on, and healed: a coordinator and workers on machines
/// of their own, as far as the network goes, and a target that all reach at any time.
@Execution(ExecutionMode.CONCURRENT)
final class SplitIT {
  private static final int COORDINATOR = 0;
  private static final List<Integer> WORKERS = List.of(1, 2, 3);

  /// So long that the cluster gives up who is cut off: after 10 s, or a little more.
  private static final double LONG = 13;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path dir;
  private @Nullable TestCluster opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private TestCluster open(TestNetwork network) {
    TestCluster cluster = TestCluster.in(network, dir);
    opened = cluster;
    WORKERS.forEach(worker -> cluster.startWorker("w" + worker));
    return cluster;
  }

  /// What reached the target is what was reported, one for one: nothing is missing, not even of
  /// those who were cut off.
  private static void assertAllTold(TestCluster cluster, RunReport report) {
    assertThat(cluster.target().counts().arrived())
        .as(
            "ledger %s; workers %s; coordinator %s",
            report.json().get("ledger"),
            report.json().get("workers"),
            cluster.coordinator().errText())
        .isEqualTo(report.requests("started"));
    assertThat(cluster.coordinator().process().isAlive())
        .as(cluster.coordinator().errText())
        .isTrue();
  }

  /// All of the plan was done, once, by whom it was dealt to; what others did as well, who did not
  /// know yet, is counted apart.
  private static void assertNothingLost(RunReport report, long planned) {
    assertThat(report.arrivals("planned")).isEqualTo(planned);
    assertThat(report.arrivals("completed"))
        .as(
            "ledger %s; deals %s; workers %s",
            report.json().get("ledger"), report.json().get("deals"), report.json().get("workers"))
        .isEqualTo(planned);
    assertThat(report.requests("started")).isEqualTo(planned + report.arrivals("repeated"));
  }

  @Test
  void whoIsCutOffIsReplacedAndGivesItsAccountWhenTheNetworkIsHealed() {
    TestNetwork network = TestNetwork.of(4);
    TestCluster cluster = open(network);
    Spate.Running run = cluster.startRun("{ arrivalRate: 90/s, duration: 28s }", "expect: 3");
    cluster.awaitSince(3);
    network.cut(List.of(COORDINATOR, 1), List.of(2, 3));
    cluster.awaitSince(3 + LONG);
    network.heal();

    RunReport report = cluster.awaitReport(run);

    assertAllTold(cluster, report);
    assertNothingLost(report, 2_520);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(0);
    assertThat(report.json().get("deals")).isNotEmpty();
    assertThat(report.arrivals("repeated")).isBetween(60L * 5, 60L * 25);
    assertThat(report.offeredBy("w1")).isGreaterThan(30 * 28);
  }

  /// A cut that is shorter than the limit of silence is none. Of a longer one, the coordinator
  /// cannot tell its own broken cable from the death of all; they go on meanwhile.
  @Test
  @Thorough
  void aCoordinatorThatReachesNobodyWaitsForThemAndNothingIsLost() {
    TestNetwork network = TestNetwork.of(4);
    TestCluster cluster = open(network);
    Spate.Running run = cluster.startRun("{ arrivalRate: 90/s, duration: 26s }", "expect: 3");
    cluster.awaitSince(1.5);
    network.cut(List.of(COORDINATOR, 1), List.of(2, 3));
    cluster.awaitSince(2.3);
    network.heal();
    cluster.awaitSince(6);
    network.cut(List.of(COORDINATOR), WORKERS);
    cluster.awaitSince(6 + LONG);
    network.heal();

    RunReport report = cluster.awaitReport(run);

    assertAllTold(cluster, report);
    assertNothingLost(report, 2_340);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(0);
    assertThat(report.json().get("deals")).as("lanes that moved").isEmpty();
    assertThat(report.arrivals("repeated")).isZero();
  }

  @Test
  @Thorough
  void workersThatReachNoCoordinatorStopAndHandOverWhenTheNetworkIsHealed() {
    TestNetwork network = TestNetwork.of(4);
    TestCluster cluster = open(network);
    Spate.Running run =
        cluster.startRun("{ arrivalRate: 90/s, duration: 60s }", "expect: 3, orphanGrace: 5s");
    cluster.awaitSince(3);
    network.cut(List.of(COORDINATOR), WORKERS);
    double cut = cluster.since();
    cluster.awaitSince(cut + LONG);
    double stopped = cluster.arrivals().getLast();
    network.heal();

    RunReport report = cluster.awaitReport(run);

    // It counts from the last word that it heard: within the second before, on a machine with time.
    assertThat(stopped).isBetween(cut + 3, cut + 8);
    assertAllTold(cluster, report);
    assertThat(report.arrivals("completed")).isEqualTo(report.requests("started"));
    assertThat(report.arrivals("lost")).isPositive();
    assertThat(report.result().exitCode()).isEqualTo(120);
  }

  /// All others reach both, so Pekko itself would have both end: here the coordinator goes on.
  @Test
  @Thorough
  void aBrokenLinkCostsTheWorkerItsPlaceAndNotTheCoordinator() {
    TestNetwork network = TestNetwork.of(4);
    TestCluster cluster = open(network);
    Spate.Running run = cluster.startRun("{ arrivalRate: 90/s, duration: 26s }", "expect: 3");
    cluster.awaitSince(3);
    network.cut(List.of(COORDINATOR), List.of(1));
    cluster.awaitSince(3 + LONG);
    network.heal();

    RunReport report = cluster.awaitReport(run);

    assertAllTold(cluster, report);
    assertNothingLost(report, 2_340);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(0);
    assertThat(report.arrivals("repeated")).isPositive();
  }

  /// One of them in one direction only, which is as good as none: nothing is answered over it. The
  /// coordinator hears of one worker alone, which takes all lanes.
  @Test
  @Thorough
  void ofManyBrokenLinksTheCoordinatorKeepsWhoItReaches() {
    TestNetwork network = TestNetwork.of(4);
    TestCluster cluster = open(network);
    Spate.Running run = cluster.startRun("{ arrivalRate: 90/s, duration: 28s }", "expect: 3");
    cluster.awaitSince(3);
    network.cut(List.of(COORDINATOR), List.of(1));
    network.cut(List.of(1), List.of(2));
    network.cutOneWay(3, COORDINATOR);
    cluster.awaitSince(3 + LONG);
    network.heal();

    RunReport report = cluster.awaitReport(run);

    assertAllTold(cluster, report);
    assertNothingLost(report, 2_520);
    new Timeline(report, cluster.arrivals()).assertOnPlanFrom(0);
    assertThat(report.arrivals("repeated")).isPositive();
    assertThat(report.offeredBy("w2")).isGreaterThan(30 * 28);
  }

  /// The one that was in command is on the smaller side: it ends, and the other one has the run
  /// from the workers on its own. Until it ends it deals to the worker on its side what is
  /// another's. The run is long enough for it to give its account, however slow the machine: a
  /// coordinator does not wait for those who are lost.
  @Test
  @Thorough
  void ofTwoCoordinatorsTheOneWithMoreWorkersGoesOn() {
    TestNetwork network = TestNetwork.of(5);
    TestCluster cluster = TestCluster.ofTwoCoordinatorsIn(network, dir);
    opened = cluster;
    Spate.Running second = cluster.startCoordinator(1);
    WORKERS.forEach(worker -> cluster.startWorker("w" + worker));
    Spate.Running run = cluster.startRun("{ arrivalRate: 90/s, duration: 60s }", "expect: 3");
    cluster.awaitSince(3);
    network.cut(List.of(0, 2), List.of(1, 3, 4));
    Spate.Result ended = cluster.coordinator().awaitEnd();
    double end = cluster.since();
    Awaitility.await().atMost(LIMIT).until(() -> second.errText().contains("it goes on"));
    cluster.awaitSince(cluster.since() + 2);
    network.heal();

    RunReport report = cluster.awaitReport(run);

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("this coordinator was cut off");
    assertThat(end).isLessThan(3 + 30);
    assertThat(second.process().isAlive()).as(second.errText()).isTrue();
    assertThat(cluster.target().counts().arrived())
        .as("ledger %s", report.json().get("ledger"))
        .isEqualTo(report.requests("started"));
    assertThat(report.arrivals("planned")).isEqualTo(5_400);
    // Whoever obeyed the other one is fenced at once, and its lanes are dealt half a second ahead.
    assertThat(report.arrivals("lost")).isLessThan(30 * 2);
    assertThat(report.arrivals("completed")).isEqualTo(5_400 - report.arrivals("lost"));
    assertThat(report.arrivals("repeated")).isPositive();
    assertThat(report.requests("started"))
        .isEqualTo(report.arrivals("completed") + report.arrivals("repeated"));
  }
}
