package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.target.Arrival;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A threshold that ends a run of several processes, seen from the target.
@Execution(ExecutionMode.CONCURRENT)
final class AbortIT {
  /// The rule fails with the fourth second: the window is full with the third.
  private static final double CROSSED_SECONDS = 4;

  @TempDir private Path dir;
  private TargetServer target = new TargetServer(TargetSettings.DEFAULT);

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void aThresholdStopsEveryWorkerWithinTwoSecondsInMidPhase() {
    target.close();
    TargetSettings settings = TargetSettings.DEFAULT;
    target =
        new TargetServer(
            new TargetSettings(
                settings.host(),
                0,
                settings.answer(),
                settings.serial(),
                1,
                503,
                settings.seed(),
                settings.stalls(),
                settings.closeEvery(),
                true));
    try (Spate spate = new Spate(dir)) {
      Spate.Cluster cluster = spate.startCluster();
      var _ = spate.startWorker(cluster, "anna");
      var _ = spate.startWorker(cluster, "ben");
      Path out = dir.resolve("aborted");
      RunReport report = RunReport.read(out, spate.startRun(cluster, plan(), out).awaitEnd());

      assertThat(report.result().exitCode()).isEqualTo(108);
      assertThat(report.verdict()).isEqualTo("FAILED");
      assertThat(report.json().at("/verdict/reasons/0/code").asString())
          .isEqualTo("THRESHOLD_ABORTED");
      assertThat(report.json().at("/verdict/reasons/0/message").asString())
          .contains("failed rate<50% in every 3", "observed 100", "ended at 4");
      assertThat(report.json().at("/thresholds/0/aborted").asBoolean()).isTrue();
      List<Arrival> arrivals = target.arrivals();
      double lasted = (arrivals.getLast().nanoTime() - arrivals.getFirst().nanoTime()) / 1e9;
      assertThat(lasted).isBetween(CROSSED_SECONDS - 0.1, CROSSED_SECONDS + 2);
      assertThat(report.offeredBy("anna")).isPositive();
      assertThat(report.offeredBy("ben")).isPositive();
      assertThat(report.requests("failed")).isEqualTo(arrivals.size());
    }
  }

  private String plan() {
    return """
    target: %s
    name: aborted
    phases: [ { name: steady, arrivalRate: 200/s, duration: 10m } ]
    scenarios: { only: { flow: [ { get: / } ] } }
    thresholds:
      failed: { threshold: rate<50%%, window: 3s, abortOnFail: true, delayAbortEval: 4s }
    workers: { expect: 2 }
    """
        .formatted(target.url());
  }
}
