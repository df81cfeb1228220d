package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Metric;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class VerdictRulesTest {
  private static Plan plan(Phase phase, double tolerance, Threshold... thresholds) {
    return Plans.plan(List.of(phase), List.of("GET /"), List.of(thresholds), tolerance);
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.reasons().stream().map(Verdict.Reason::code).toList();
  }

  @Test
  void aQuietRunPasses() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0, Plans.below(99, 0.25)), 2)
            .report()
            .verdict();

    assertThat(verdict).isEqualTo(new Verdict(Verdict.Result.PASSED, 0, List.of()));
  }

  @Test
  void aRunInWhichNothingSucceededSaysNothingOfTheTarget() {
    SimulatedRun.Target refuses = (_, _, _, _) -> Answer.failing(0.001, Outcome.CONNECT_REFUSED, 0);
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2)
            .target(refuses)
            .report()
            .verdict();
    Threshold limit =
        Plans.threshold(Metric.FAILED, Statistic.Simple.RATE, Comparison.LESS, 0.01, "rate<1%");
    Verdict failed =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0, limit), 2)
            .target(refuses)
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("NOTHING_SUCCEEDED");
    assertThat(verdict.exitCode()).isEqualTo(123);
    assertThat(verdict.reasons().getFirst().message())
        .isEqualTo("Not one of 10,000 requests succeeded: 10,000 connect_refused.");
    assertThat(codes(failed))
        .as("a threshold that failed says enough")
        .containsExactly("THRESHOLD_FAILED");
  }

  @Test
  void aThresholdThatIsCrossedFails() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0, Plans.below(99, 0.001)), 2)
            .report()
            .verdict();

    assertThat(verdict.result()).isEqualTo(Verdict.Result.FAILED);
    assertThat(verdict.exitCode()).isEqualTo(99);
    assertThat(verdict.reasons().getFirst().message())
        .isEqualTo("response_time p(99.0)<0.001s: observed 2 ms.");
    assertThat(verdict.reasons().getFirst().limit()).isEqualTo(0.001);
  }

  /// The limit is 1 ms, or a tenth of the p99 response time where that is more.
  @ParameterizedTest
  @CsvSource({
    "0.9, 0.002, false",
    "1.2, 0.002, true",
    "1.2, 0.100, false",
    "9.5, 0.100, false",
    "10.5, 0.100, true"
  })
  void aLateGeneratorIsABottleneck(double lagMs, double responseSeconds, boolean late) {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2)
            .target((_, _, _, _) -> Answer.after(responseSeconds))
            .health((_, _) -> new SimulatedWorker.Condition((long) (lagMs * 1e6), 0.5, 0))
            .report()
            .verdict();

    assertThat(codes(verdict)).isEqualTo(late ? List.of("GENERATOR_LAG") : List.of());
    assertThat(verdict.exitCode()).isEqualTo(late ? 121 : 0);
  }

  /// One slow answer in thirty hides no generator that is late for all.
  @Test
  void aGeneratorThatIsLateAtTheMedianIsABottleneckToo() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2)
            .target((_, _, _, arrival) -> Answer.after(arrival % 30 == 0 ? 0.2 : 0.01))
            .health((_, _) -> new SimulatedWorker.Condition(9_000_000, 0.5, 0))
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("GENERATOR_LAG");
    assertThat(verdict.reasons().getFirst().message())
        .startsWith("The generator was late: the median of the schedule lag is 9")
        .contains("(the median response time is 10");
  }

  @Test
  void lagInWarmUpDoesNotCount() {
    Plan plan = Plans.plan(Plans.warmup("warmup", 500, 10), Plans.steady("steady", 500, 10));
    Report report =
        new SimulatedRun(plan, 2)
            .health((_, tick) ->
                tick < 10
                    ? new SimulatedWorker.Condition(80_000_000, 0.9, 900_000_000)
                    : SimulatedWorker.QUIET)
            .report();

    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.PASSED);
    assertThat(report.workers().getFirst().gcPauseMax()).isEqualTo(0.9);
  }

  @Test
  void aBusyLoopIsABottleneckUnderClosedLoadOnly() {
    SimulatedRun.Health busy = (_, _) -> new SimulatedWorker.Condition(50_000, 0.99, 0);
    Verdict closed =
        new SimulatedRun(plan(Plans.closed("soak", 10, 10), 0), 1).health(busy).report().verdict();
    Verdict open =
        new SimulatedRun(plan(Plans.steady("steady", 500, 10), 0), 1)
            .health(busy)
            .report()
            .verdict();

    assertThat(codes(closed)).containsExactly("GENERATOR_CPU");
    assertThat(closed.exitCode()).isEqualTo(121);
    assertThat(open.result()).isEqualTo(Verdict.Result.PASSED);
  }

  @Test
  void pausesOfMoreThanOnePercentAreABottleneck() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2)
            .health((_, _) -> new SimulatedWorker.Condition(50_000, 0.5, 15_000_000))
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("GENERATOR_GC", "GENERATOR_GC");
    assertThat(verdict.exitCode()).isEqualTo(121);
  }

  /// The reason names what the worker saw of itself, and what to do.
  @ParameterizedTest
  @MethodSource
  void aLateGeneratorSaysWhatHeldItUp(SimulatedWorker.Condition condition, String cause) {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2)
            .health((worker, _) -> worker == 1 ? condition : SimulatedWorker.QUIET)
            .report()
            .verdict();

    assertThat(codes(verdict)).contains("GENERATOR_LAG");
    assertThat(verdict.reasons().getFirst().message())
        .startsWith("The generator was late: the p99 of the schedule lag is 3.20 ms, more than 1")
        .contains("orker w2")
        .contains(cause);
  }

  static List<Arguments> aLateGeneratorSaysWhatHeldItUp() {
    return List.of(
        late(
            0.5,
            0,
            new Stalls(0, 8_000_000, 0.18, 0),
            "loop waited 18.0 % of the time for a processor"),
        late(0.5, 0, new Stalls(0, 8_000_000, 0, 0.125), "gave 12.5 % of its machine's processor"),
        late(
            0.5,
            15_000_000,
            Stalls.NONE,
            " % of the time, up to 15 ms at once: give it more memory"),
        late(0.5, 0, new Stalls(40_000_000, 0, 0, 0), "stopped all threads 4.20 % of the time"),
        late(0.97, 0, Stalls.NONE, "used 97 % of a processor"),
        late(0.97, 0, new Stalls(0, 0, 0.2, 0.1), "others (steal): give the machine"),
        late(0.5, 0, new Stalls(0, 100_000_000, 0, 0), "stood still for up to 100 ms, and nothing"),
        late(0.5, 0, Stalls.NONE, "Nothing that worker w2 watches of itself says why"));
  }

  private static Arguments late(double loopCpu, long gcPauseNs, Stalls stalls, String cause) {
    return Arguments.of(
        new SimulatedWorker.Condition(3_200_000, loopCpu, gcPauseNs, stalls), cause);
  }

  /// ACCURACY A18, through the whole fold: 2 % of the time in flight is in no histogram.
  @Test
  void littlesLawIsHeldAgainstEveryReport() {
    SimulatedRun run = new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 2);
    Verdict whole = folded(run, interval -> occupied(interval, 1.02)).verdict();
    Verdict once =
        folded(run, interval -> interval.sequence() == 3 ? occupied(interval, 1.05) : interval)
            .verdict();
    Verdict hardly = folded(run, interval -> occupied(interval, 1.005)).verdict();

    assertThat(codes(whole)).containsExactly("LITTLES_LAW", "LITTLES_LAW");
    assertThat(whole.exitCode()).isEqualTo(123);
    assertThat(whole.reasons().getFirst().value()).isCloseTo(0.0194, Offset.offset(0.001));
    assertThat(whole.reasons().getFirst().limit()).isEqualTo(0.01);
    assertThat(whole.reasons().getFirst().message())
        .contains("worker w1", "10.2 s", "10.0 s", "in the whole run");
    assertThat(once.reasons().getFirst().message()).contains("in the worst of 1 report");
    assertThat(hardly.result()).isEqualTo(Verdict.Result.PASSED);
  }

  private static Interval occupied(Interval interval, double factor) {
    WorkerHealth health = interval.health();
    long requestNs = Math.round(health.occupancy().requestNs() * factor);
    return new Interval(
        interval.worker(),
        interval.incarnation(),
        interval.sequence(),
        interval.untilNs(),
        interval.arrivals(),
        interval.requests(),
        new WorkerHealth(
            health.scheduleLag(),
            health.connectTime(),
            health.tlsTime(),
            health.cpu(),
            health.loopCpu(),
            health.gcPauseMaxNs(),
            health.inFlight(),
            health.connections(),
            health.stalls(),
            new Occupancy(requestNs, health.occupancy().unendedNs())));
  }

  private static Report folded(SimulatedRun run, UnaryOperator<Interval> change) {
    RunFold fold = new RunFold(_ -> {});
    for (RunEvent event : run.events()) {
      fold.accept(
          event instanceof RunEvent.Reported(var interval)
              ? SimulatedRun.reported(change.apply(interval))
              : event);
    }
    return fold.report();
  }

  /// 2 % missed: whose fault it is depends on the lag.
  @ParameterizedTest
  @CsvSource({"50000, OFFERED_LIMITED, 123", "5000000, OFFERED_LOW, 121"})
  void tooLittleOfferedIsInconclusive(long lagNs, String code, int exitCode) {
    SimulatedRun run =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 1)
            .health((_, _) -> new SimulatedWorker.Condition(lagNs, 0.5, 0));
    RunFold fold = new RunFold(_ -> {});
    run.events().stream().map(VerdictRulesTest::missing).forEach(fold::accept);
    Report report = fold.report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().missed()).isEqualTo(20 * 10);
    assertThat(codes(report.verdict())).contains(code);
    assertThat(report.verdict().exitCode()).isEqualTo(exitCode);
    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
  }

  /// The same event with ten arrivals of each slot missed instead of completed.
  private static RunEvent missing(RunEvent event) {
    if (!(event instanceof RunEvent.Reported(var interval))) {
      return event;
    }
    List<ArrivalDelta> arrivals = new ArrayList<>();
    for (ArrivalDelta delta : interval.arrivals()) {
      ArrivalCounts c = delta.counts();
      boolean first = c.planned() > 0;
      arrivals.add(
          new ArrivalDelta(
              delta.phase(),
              delta.slot(),
              first
                  ? new ArrivalCounts(c.planned(), c.begun() - 10, c.completed() - 10, 0, 0, 10, 0)
                  : c));
    }
    return SimulatedRun.reported(
        new Interval(
            interval.worker(),
            interval.incarnation(),
            interval.sequence(),
            interval.untilNs(),
            arrivals,
            interval.requests(),
            interval.health()));
  }

  @Test
  void aLossWithinTheToleranceIsTolerated() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 200, 20), 0.10), 4)
            .lose(3, 18.5)
            .report()
            .verdict();

    assertThat(verdict.result()).isEqualTo(Verdict.Result.PASSED);
  }

  @Test
  void aLossBeyondTheToleranceIsInconclusive() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 200, 20), 0.10), 4)
            .lose(3, 8.5)
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("LOST");
    assertThat(verdict.exitCode()).isEqualTo(120);
    assertThat(verdict.reasons().getFirst().value()).isEqualTo(0.15);
    assertThat(verdict.reasons().getFirst().message()).contains("w4", "15 %", "10 %");
  }

  @Test
  void usersThatAreLostBetweenIterationsAreALossToo() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.closed("soak", 20, 20), 0.10), 2)
            .lose(1, 10.5)
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("LOST");
    assertThat(verdict.reasons().getFirst().value()).isEqualTo(0.25);
  }

  @Test
  void startsThatAreFarApartAreInconclusive() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0), 1)
            .startUncertainty(12_000_000)
            .report()
            .verdict();

    assertThat(codes(verdict)).containsExactly("CLOCKS_APART");
    assertThat(verdict.exitCode()).isEqualTo(123);
  }

  @Test
  void aPercentileOfTooFewIsNotDecided() {
    Report report =
        new SimulatedRun(plan(Plans.steady("steady", 10, 20), 0, Plans.below(99, 0.25)), 1)
            .report();

    assertThat(codes(report.verdict())).containsExactly("TOO_FEW_SAMPLES");
    assertThat(report.verdict().exitCode()).isEqualTo(123);
    assertThat(report.verdict().reasons().getFirst().limit()).isCloseTo(500.0, within());
    assertThat(report.thresholds().getFirst().passed()).isFalse();
    assertThat(report.thresholds().getFirst().decided()).isFalse();
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void aLowerBoundBelowTheLimitDecidesNothing() {
    // 5 % are never answered; they were due 5 s to 25 s before the run ended.
    Report report =
        unanswered(
                Plans.threshold(
                    Metric.RESPONSE_TIME, Statistic.Simple.AVG, Comparison.LESS, 60, "avg<60s"))
            .report();

    assertThat(codes(report.verdict())).containsExactly("UNDECIDED");
    assertThat(report.verdict().reasons().getFirst().message()).contains("≥");
  }

  @Test
  void aLowerBoundAboveTheLimitFails() {
    Report report = unanswered(Plans.below(99, 1)).report();

    assertThat(codes(report.verdict())).containsExactly("THRESHOLD_FAILED");
    assertThat(report.verdict().reasons().getFirst().message()).contains("observed ≥ ");
  }

  private static SimulatedRun unanswered(Threshold threshold) {
    return new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0, threshold), 1)
        .target((_, _, _, n) -> n % 20 == 0 ? Answer.NEVER : Answer.after(0.002));
  }

  @Test
  void aStopIsInconclusiveAndKeepsItsOwnExitCode() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 60), 0, Plans.below(50, 0.001)), 2)
            .stop(30.5)
            .report()
            .verdict();

    assertThat(verdict.result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
    assertThat(verdict.exitCode()).isEqualTo(105);
    assertThat(codes(verdict)).containsExactly("INTERRUPTED", "THRESHOLD_FAILED");
  }

  @Test
  void aStopBeforeTheStartIsOneToo() {
    Plan plan = plan(Plans.steady("steady", 500, 60), 0, Plans.below(50, 0.001));
    Verdict verdict = unstarted(plan, Ending.STOPPED, "stopped before it started").verdict();

    assertThat(verdict.result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
    assertThat(verdict.exitCode()).isEqualTo(105);
    assertThat(verdict.reasons())
        .containsExactly(
            new Verdict.Reason("INTERRUPTED", "The run was stopped before it started.", 0.0, 60.0));
  }

  /// The run did not start either way, but only one of them is cured by more workers.
  @ParameterizedTest
  @CsvSource({
    "NOT_STARTED, '3 workers were expected, 1 was there after 30 s', NOT_ENOUGH_WORKERS",
    "NOT_STARTED, 'ben failed: connection refused: no route', NOT_ENOUGH_WORKERS",
    "REFUSED, ben refused: example.com is not an allowed target, WORKER_REFUSED",
    "BEFORE_RUN_FAILED, beforeRun failed on anna: it took more than 60 s, BEFORE_RUN_FAILED"
  })
  void aRefusalIsNoLackOfWorkers(Ending ending, String detail, String code) {
    Plan plan = plan(Plans.steady("steady", 500, 60), 0);
    Verdict verdict = unstarted(plan, ending, detail).verdict();

    assertThat(verdict.exitCode()).isEqualTo(122);
    assertThat(verdict.reasons()).containsExactly(new Verdict.Reason(code, detail, null, null));
  }

  private static Report unstarted(Plan plan, Ending ending, String detail) {
    RunFold fold = new RunFold(_ -> {});
    fold.accept(new SimulatedRun(plan, 1).events().getFirst());
    fold.accept(new RunEvent.Closed(SimulatedRun.START, ending, detail));
    return fold.report();
  }

  @Test
  void inconclusiveWinsOverFailed() {
    Verdict verdict =
        new SimulatedRun(plan(Plans.steady("steady", 500, 20), 0, Plans.below(99, 0.001)), 2)
            .target((_, _, _, _) -> Answer.failing(0.002, Outcome.STATUS_5XX, 500))
            .health((_, _) -> new SimulatedWorker.Condition(5_000_000, 0.5, 0))
            .startUncertainty(12_000_000)
            .lose(1, 10.5)
            .report()
            .verdict();

    assertThat(verdict.result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
    assertThat(codes(verdict))
        .containsExactly(
            "LOST", "GENERATOR_LAG", "CLOCKS_APART", "CLOCKS_APART", "THRESHOLD_FAILED");
    assertThat(verdict.exitCode()).isEqualTo(120);
  }

  @Test
  void theMostDecisiveReasonGivesTheExitCode() {
    for (Finding.Code first : Finding.Code.values()) {
      for (Finding.Code second : Finding.Code.values()) {
        Verdict verdict = Finding.verdict(List.of(Finding.of(second, "b"), Finding.of(first, "a")));
        Finding.Code decisive = first.compareTo(second) < 0 ? first : second;
        assertThat(verdict.exitCode()).isEqualTo(decisive.exitCode());
        assertThat(verdict.result())
            .isEqualTo(
                decisive == Finding.Code.THRESHOLD_FAILED
                        || decisive == Finding.Code.THRESHOLD_ABORTED
                    ? Verdict.Result.FAILED
                    : Verdict.Result.INCONCLUSIVE);
      }
    }
  }
}
