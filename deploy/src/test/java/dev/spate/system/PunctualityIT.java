package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Rate;
import dev.spate.plan.Schedule;
import dev.spate.target.Arrival;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What arrives at the target, and when, is the plan's schedule: in one process, in three, and in a
/// cluster started by hand.
final class PunctualityIT {
  private static final long MILLISECOND = 1_000_000;

  @TempDir private Path dir;
  private Spate spate;

  @BeforeEach
  void open() {
    spate = new Spate(dir);
  }

  @AfterEach
  void close() {
    spate.close();
  }

  private static String plan(String target) {
    return """
    target: %s
    seed: 4711
    phases:
      - { name: settle, arrivalRate: 50/s, duration: 4s, warmup: true }
      - { name: random, arrivalRate: 200/s, duration: 4s, arrivals: poisson }
      - { name: ramp, arrivalRate: 100/s, rampTo: 300/s, duration: 4s }
    scenarios:
      one: { weight: 3, flow: [ { get: /one } ] }
      two: { weight: 1, flow: [ { get: /two }, { think: 10ms..20ms }, { get: /three } ] }
    """
        .formatted(target);
  }

  /// What arrived in a run: paths in order of arrival, and when, since the first one.
  private record Observed(List<Arrival> arrivals) {
    List<String> sortedPaths() {
      return arrivals.stream().map(Arrival::path).sorted().toList();
    }

    /// Arrivals of flows, which the schedule knows; the third request of a flow comes later.
    List<Long> scheduledNs() {
      List<Arrival> scheduled =
          arrivals.stream().filter(arrival -> !arrival.path().equals("/three")).toList();
      return scheduled.stream()
          .map(arrival -> arrival.nanoTime() - scheduled.getFirst().nanoTime())
          .toList();
    }
  }

  private Observed observe(UnaryOperator<String[]> options, int workers) {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      RunReport report = spate.runPlan(plan(target.url()), options.apply(new String[0]));
      assertThat(report.json().get("workers").size()).isEqualTo(workers);
      assertThat(report.requests("succeeded")).isEqualTo(target.arrivals().size());
      return new Observed(target.arrivals());
    }
  }

  @Test
  void allWaysToStartSendTheSameRequestsAtTheSameInstants() {
    Spate.Running coordinator =
        spate.start("coordinator", "--port", "0", "--cluster-port", "0", "--data", "data");
    String api = coordinator.await("http://(127\\.0\\.0\\.1:\\d+)");
    String cluster = coordinator.await("cluster[^\\n]*?(127\\.0\\.0\\.1:\\d+)");
    var _ = spate.start("worker", "--join", cluster, "--port", "0", "--id", "first");
    var _ = spate.start("worker", "--join", cluster, "--port", "0", "--id", "second");

    Observed embedded = observe(none -> none, 1);
    Observed processes = observe(none -> new String[] {"--workers", "3"}, 3);
    Observed byHand = observe(none -> new String[] {"--cluster", api, "--expect-workers", "2"}, 2);

    assertThat(processes.sortedPaths()).isEqualTo(embedded.sortedPaths());
    assertThat(byHand.sortedPaths()).isEqualTo(embedded.sortedPaths());
    List<Long> due = scheduleNs();
    for (Observed observed : List.of(embedded, processes, byHand)) {
      assertOnTime(observed.scheduledNs(), due);
    }
  }

  private static List<Long> scheduleNs() {
    List<Long> due = new ArrayList<>();
    add(due, 0, 0, 4, 50, 50, OpenLoad.Arrivals.UNIFORM);
    add(due, 1, 4, 4, 200, 200, OpenLoad.Arrivals.POISSON);
    add(due, 2, 8, 4, 100, 300, OpenLoad.Arrivals.UNIFORM);
    return due;
  }

  private static void add(
      List<Long> due,
      int phase,
      long beginsS,
      long seconds,
      long from,
      long to,
      OpenLoad.Arrivals how) {
    Schedule.Cursor cursor =
        Schedule.of(
                new OpenLoad(Rate.perSecond(from), Rate.perSecond(to), how),
                seconds * 1_000 * MILLISECOND,
                4711,
                phase)
            .cursor(Lanes.all(Lanes.DEFAULT_TOTAL));
    for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
      due.add(beginsS * 1_000 * MILLISECOND + cursor.dueNs());
    }
  }

  /// Within 2 ms of the schedule, but for those that the machine itself held up: at most one in a
  /// hundred.
  private static void assertOnTime(List<Long> observedNs, List<Long> dueNs) {
    assertThat(observedNs).hasSameSizeAs(dueNs);
    List<Long> offsets =
        IntStream.range(0, dueNs.size())
            .mapToObj(i -> observedNs.get(i) - dueNs.get(i))
            .sorted()
            .toList();
    long common = offsets.get(offsets.size() / 2);
    long late =
        offsets.stream().filter(offset -> Math.abs(offset - common) > 2 * MILLISECOND).count();
    assertThat(late)
        .as("arrivals more than 2 ms off the schedule")
        .isLessThanOrEqualTo(dueNs.size() / 100);
  }

  /// 50 connections, 1,000/s: at most 3 arrivals in any millisecond, seen from the target (ACCURACY
  /// A7).
  @Test
  void arrivalsComeInNoBursts() {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      var _ =
          spate.runPlan(
              """
              target: %s
              http: { connections: { perWorker: 50 } }
              phases:
                - { name: settle, arrivalRate: 1000/s, duration: 5s, warmup: true }
                - { name: steady, arrivalRate: 1000/s, duration: 10s }
              scenarios: { only: { flow: [ { get: / } ] } }
              """
                  .formatted(target.url()));
      List<Arrival> steady = target.arrivals().subList(5_000, 15_000);
      int bursts = 0;
      for (int i = 3; i < steady.size(); i++) {
        if (steady.get(i).nanoTime() - steady.get(i - 3).nanoTime() < MILLISECOND) {
          bursts++;
        }
      }
      assertThat(bursts)
          .as("times that four arrivals came within one millisecond")
          .isLessThanOrEqualTo(100);
    }
  }
}
