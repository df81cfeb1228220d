package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spate.measure.Outcome;
import dev.spate.plan.Assignment;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Schedule;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine in simulated time, where everything is exact.
final class LoopTest {
  private static final long TIMEOUT = 10 * SECOND;

  private static OpenLoad constant(long perSecond, Arrivals arrivals) {
    return new OpenLoad(Rate.perSecond(perSecond), Rate.perSecond(perSecond), arrivals);
  }

  private static SimulatedNetwork answersAfter(long ns) {
    return new SimulatedNetwork(START - SECOND, 1_000, TIMEOUT, sent -> sent + ns);
  }

  private static List<Long> instants(SimulatedNetwork network) {
    return network.sent().stream().map(sent -> sent.atNs() - START).toList();
  }

  private static List<Long> dueInstants(Plan plan, int phase) {
    Phase planned = plan.phases().get(phase);
    Schedule.Cursor cursor =
        Schedule.of((OpenLoad) planned.load(), planned.durationNs(), plan.seed(), phase)
            .cursor(Lanes.all(plan.lanes()));
    List<Long> due = new ArrayList<>();
    for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
      due.add(plan.beginsNs(phase) + cursor.dueNs());
    }
    return due;
  }

  @Test
  void sendsWhenTheScheduleSaysToTheNanosecond() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("even", 2 * SECOND, constant(300, Arrivals.UNIFORM)),
            phase("random", 3 * SECOND, constant(200, Arrivals.POISSON)));
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run = Simulation.of(plan, network);

    List<Long> due = dueInstants(plan, 0);
    due.addAll(dueInstants(plan, 1));
    assertThat(instants(network)).isEqualTo(due);
    assertThat(run.arrivals().completed()).isEqualTo(due.size());
    assertThat(run.lag().maxSeconds()).isZero();
    assertThat(run.requests().responseTime().at(100).seconds()).isEqualTo(0.001, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void sendsTheSameWithAnyNumberOfWorkers(int workers) {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase(
                "ramp",
                2 * SECOND,
                new OpenLoad(Rate.perSecond(0), Rate.perSecond(1_000), Arrivals.UNIFORM)),
            phase("random", SECOND, constant(500, Arrivals.POISSON)));
    List<Long> sent = new ArrayList<>();
    for (Lanes lanes :
        Assignment.deal(plan.lanes(), java.util.Collections.nCopies(workers, 1)).parts()) {
      SimulatedNetwork network = answersAfter(MILLISECOND);
      var _ = Simulation.of(plan, lanes, network, Long.MAX_VALUE);
      sent.addAll(instants(network));
    }

    List<Long> due = dueInstants(plan, 0);
    due.addAll(dueInstants(plan, 1));
    assertThat(sent.stream().sorted().toList()).isEqualTo(due);
  }

  @Test
  void aStallCountsInTheResponseTimeOfAllThatWaited() {
    Plan plan =
        plan(
            30 * SECOND,
            List.of(get("/")),
            phase("steady", 10 * SECOND, constant(1_000, Arrivals.UNIFORM)));
    long stallBegins = START + 4 * SECOND;
    long stallEnds = stallBegins + 2 * SECOND;
    SimulatedNetwork network =
        new SimulatedNetwork(
            START - SECOND,
            50,
            TIMEOUT,
            sent -> sent >= stallBegins && sent < stallEnds ? stallEnds : sent);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().completed()).isEqualTo(10_000);
    assertThat(network.mostInFlight()).isEqualTo(50);
    // 2,000 of 10,000 waited, evenly between 0 and 2 s: p90 waited 1 s, p99 1.9 s.
    assertThat(run.requests().responseTime().at(90).seconds()).isEqualTo(1.0, within(0.01));
    assertThat(run.requests().responseTime().at(99).seconds()).isEqualTo(1.9, within(0.01));
    // Those that found no connection were not sent late by the generator.
    assertThat(run.lag().maxSeconds()).isLessThan(0.001);
    assertThat(run.requests().serviceTime().secondsAt(99)).isLessThan(1.0);
  }

  @Test
  void aHungTailIsCountedExactlyAndCensored() {
    Plan plan =
        plan(
            2 * SECOND,
            List.of(get("/")),
            phase("steady", 15 * SECOND, constant(1_000, Arrivals.UNIFORM)));
    long hangs = START + 12 * SECOND;
    SimulatedNetwork network =
        new SimulatedNetwork(
            START - SECOND, 1_000, TIMEOUT, sent -> sent < hangs ? sent : Long.MAX_VALUE);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().planned()).isEqualTo(15_000);
    assertThat(run.arrivals().completed()).isEqualTo(12_000);
    assertThat(run.arrivals().interrupted()).isEqualTo(1_000);
    assertThat(run.arrivals().missed()).isEqualTo(2_000);
    assertThat(run.requests().outcomes()).containsEntry(Outcome.UNANSWERED, 1_000L);
    assertThat(run.requests().responseTime().censoredCount()).isEqualTo(3_000);
    assertThat(run.requests().responseTime().at(50).censored()).isFalse();
    assertThat(run.requests().responseTime().at(99).censored()).isTrue();
    assertThat(run.requests().responseTime().at(99).seconds()).isEqualTo(4.85, within(0.01));
  }

  @Test
  void dropsAtTheLimitWhereThePlanSaysSo() {
    Phase phase =
        new Phase("limited", SECOND, constant(100, Arrivals.UNIFORM), false, 5, Phase.OnLimit.DROP);
    SimulatedNetwork network = answersAfter(10 * SECOND - 1);

    Simulation run = Simulation.of(plan(30 * SECOND, List.of(get("/")), phase), network);

    assertThat(run.arrivals().dropped()).isEqualTo(95);
    assertThat(run.arrivals().completed()).isEqualTo(5);
  }

  @Test
  void aPauseOfTheGeneratorIsScheduleLag() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("steady", 2 * SECOND, constant(1_000, Arrivals.UNIFORM)));
    SimulatedNetwork[] network = new SimulatedNetwork[1];
    boolean[] paused = new boolean[1];
    network[0] =
        new SimulatedNetwork(
            START - SECOND,
            1_000,
            TIMEOUT,
            sent -> {
              if (sent > START + SECOND && !paused[0]) {
                paused[0] = true;
                network[0].pause(100 * MILLISECOND);
              }
              return sent + MILLISECOND;
            });

    Simulation run = Simulation.of(plan, network[0]);

    assertThat(run.arrivals().completed()).isEqualTo(2_000);
    assertThat(run.lag().maxSeconds()).isEqualTo(0.1, within(0.002));
    assertThat(run.requests().responseTime().at(100).seconds()).isGreaterThan(0.1);
    assertThat(run.longestPauseNs()).isBetween(98 * MILLISECOND, 100 * MILLISECOND);
  }

  @Test
  void oneUserWhoThinksNineMillisecondsMakesAHundredRequestsASecond() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/"), new Think(9 * MILLISECOND, 9 * MILLISECOND)),
            phase("closed", 60 * SECOND, new ClosedLoad(1, 1, 0)));

    Simulation run = Simulation.of(plan, answersAfter(MILLISECOND));

    assertThat(run.arrivals().completed()).isEqualTo(6_000);
  }

  @Test
  void pacingIsFromStartToStart() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("closed", 10 * SECOND, new ClosedLoad(4, 4, 100 * MILLISECOND)));

    Simulation run = Simulation.of(plan, answersAfter(30 * MILLISECOND));

    assertThat(run.arrivals().completed()).isEqualTo(400);
  }

  @Test
  void usersComeAndGoEvenly() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("up", 10 * SECOND, new ClosedLoad(0, 10, SECOND)),
            phase("down", 10 * SECOND, new ClosedLoad(10, 0, SECOND)));

    Simulation run = Simulation.of(plan, answersAfter(MILLISECOND));

    // User u comes at second u and runs once a second; then user u goes after second 10 − u.
    assertThat(run.slots().values().stream().map(counts -> counts.completed()).toList())
        .containsExactly(
            1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void aSingleServerQueueWaitsAsTheFormulaSays() {
    // M/D/1 at ρ = 0.8: the mean wait is ρ·S/(2·(1 − ρ)) = 2·S.
    long service = MILLISECOND;
    Plan plan =
        plan(
            30 * SECOND,
            List.of(get("/")),
            phase("queue", 600 * SECOND, constant(800, Arrivals.POISSON)));
    long[] free = new long[1];
    SimulatedNetwork network =
        new SimulatedNetwork(
            START - SECOND,
            1_000_000,
            TIMEOUT,
            sent -> {
              free[0] = Math.max(free[0], sent) + service;
              return free[0];
            });

    Simulation run = Simulation.of(plan, network);

    double meanWait = run.requests().responseTime().all().meanSeconds() - 0.001;
    assertThat(meanWait).isEqualTo(0.002, within(0.0001));
  }

  @Test
  void aStopEndsTheScheduleAndLetsRequestsFinish() {
    Plan plan =
        plan(
            5 * SECOND,
            List.of(get("/")),
            phase("steady", 60 * SECOND, constant(100, Arrivals.UNIFORM)));

    Simulation run =
        Simulation.of(plan, Lanes.all(64), answersAfter(500 * MILLISECOND), 3 * SECOND);

    assertThat(run.arrivals().planned()).isEqualTo(300);
    assertThat(run.arrivals().completed()).isEqualTo(300);
    assertThat(run.cutsNs().getLast()).isEqualTo(3_490 * MILLISECOND);
  }

  @Test
  void cutsOnceASecond() {
    Plan plan =
        plan(
            SECOND, List.of(get("/")), phase("steady", 5 * SECOND, constant(10, Arrivals.UNIFORM)));

    Simulation run = Simulation.of(plan, answersAfter(MILLISECOND));

    assertThat(run.cutsNs())
        .containsExactly(SECOND, 2 * SECOND, 3 * SECOND, 4 * SECOND, 5 * SECOND);
  }

  @Test
  void waitsForAConnectionAreNotLostAtTheEnd() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/"), get("/next")),
            phase("closed", 5 * SECOND, new ClosedLoad(10, 10, 0)));
    SimulatedNetwork network =
        new SimulatedNetwork(START - SECOND, 2, TIMEOUT, sent -> sent + 100 * MILLISECOND);

    Simulation run = Simulation.of(plan, network);

    assertThat(network.mostInFlight()).isEqualTo(2);
    assertThat(run.requests().counts().started()).isEqualTo(network.sent().size());
    assertThat(run.arrivals().planned())
        .isEqualTo(
            run.arrivals().completed() + run.arrivals().missed() + run.arrivals().interrupted());
  }

  @Test
  void anAnswerAfterNinetySecondsIsPresent() {
    Plan plan =
        plan(
            120 * SECOND, List.of(get("/")), phase("one", SECOND, constant(100, Arrivals.UNIFORM)));
    SimulatedNetwork network =
        new SimulatedNetwork(
            START - SECOND,
            1_000,
            120 * SECOND,
            sent -> sent == START ? sent + 90 * SECOND : sent + MILLISECOND);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().completed()).isEqualTo(100);
    assertThat(run.requests().responseTime().all().maxSeconds()).isEqualTo(90, within(0.09));
    assertThat(run.requests().responseTime().censoredCount()).isZero();
  }

  @Test
  void timedOutRequestsFailAtTheTimeout() {
    Plan plan =
        plan(30 * SECOND, List.of(get("/")), phase("one", SECOND, constant(100, Arrivals.UNIFORM)));
    SimulatedNetwork network =
        new SimulatedNetwork(START - SECOND, 1_000, 2 * SECOND, sent -> Long.MAX_VALUE);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.requests().outcomes()).containsExactly(Map.entry(Outcome.TIMEOUT, 100L));
    assertThat(run.requests().responseTime().at(50).seconds()).isEqualTo(2, within(0.002));
  }

  @Test
  void aPhaseThatHasNothingForALoopDoesNotMakeItLateForTheNext() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("one user", 500 * MILLISECOND, new ClosedLoad(1, 1, SECOND)),
            phase("steady", SECOND, constant(100, Arrivals.UNIFORM)));

    Simulation run =
        Simulation.of(plan, Lanes.of(64, 1, 2, 3), answersAfter(MILLISECOND), Long.MAX_VALUE);

    assertThat(run.arrivals().completed()).isPositive();
    assertThat(run.lag().maxSeconds()).isZero();
  }

  @Test
  void aWaitForAUserWhoThinksIsNoLagOfTheGenerator() {
    Phase phase =
        new Phase(
            "limited", 4 * SECOND, constant(2, Arrivals.UNIFORM), false, 1, Phase.OnLimit.WAIT);
    Plan plan = plan(30 * SECOND, List.of(get("/"), new Think(SECOND, SECOND)), phase);

    Simulation run = Simulation.of(plan, answersAfter(MILLISECOND));

    assertThat(run.arrivals().completed()).isEqualTo(8);
    assertThat(run.lag().maxSeconds()).isZero();
    assertThat(run.requests().responseTime().at(100).seconds()).isGreaterThan(3);
  }

  @Test
  void aLongBacklogIsBookedInPortions() {
    Plan plan =
        plan(
            SECOND, List.of(get("/")), phase("hung", 600 * SECOND, constant(10, Arrivals.UNIFORM)));
    SimulatedNetwork network =
        new SimulatedNetwork(START - SECOND, 5, 3_600 * SECOND, sent -> Long.MAX_VALUE);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().missed()).isEqualTo(6_000 - 5);
    assertThat(run.requests().responseTime().censoredCount()).isEqualTo(6_000);
    assertThat(run.cutsNs().stream().filter(until -> until >= 601 * SECOND).count())
        .as("cuts of the backlog, 16 slots each")
        .isGreaterThanOrEqualTo(600 / 16);
  }

  /// Late by less than a loop may be, and just before the stop.
  @Test
  void whatWasDueBeforeAStopBeginsThoughTheLoopWakesUpAfterIt() {
    Plan plan =
        plan(
            5 * SECOND,
            List.of(get("/")),
            phase("steady", 60 * SECOND, constant(100, Arrivals.UNIFORM)));
    SimulatedNetwork network = answersAfter(MILLISECOND).withCosts(25 * MILLISECOND, 0);

    Simulation run = Simulation.of(plan, Lanes.all(64), network, 3 * SECOND);

    assertThat(run.arrivals().planned()).isEqualTo(300);
    assertThat(run.arrivals().completed()).isEqualTo(300);
  }

  @Test
  void aStopBeginsNothingOfTheBacklog() {
    Plan plan =
        plan(
            5 * SECOND,
            List.of(get("/")),
            phase("steady", 60 * SECOND, constant(100, Arrivals.UNIFORM)));
    SimulatedNetwork network =
        new SimulatedNetwork(START - SECOND, 10, TIMEOUT, sent -> sent + SECOND);

    Simulation run = Simulation.of(plan, Lanes.all(64), network, 3 * SECOND);

    assertThat(run.arrivals().planned()).isEqualTo(300);
    assertThat(run.arrivals().completed()).isEqualTo(30);
    assertThat(run.arrivals().missed()).isEqualTo(270);
  }

  /// A crowd that comes at once is let in by portions, between which the network has its turn.
  @Test
  void aCrowdOfUsersBeginsInPortions() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("crowd", 2 * SECOND, new ClosedLoad(1_000, 1_000, SECOND)));
    SimulatedNetwork network = answersAfter(MILLISECOND).withCosts(0, 10_000);

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().completed()).isEqualTo(2_000);
    Map<Long, Long> atOnce =
        instants(network).stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(atOnce.values()).allMatch(count -> count <= Pacer.MAX_BEGINS);
  }

  /// A report says up to when all that was due has had its turn (see [dev.spate.measure.Interval]).
  @Test
  void aLoopThatIsBehindDoesNotReportWhatIsStillToCome() {
    Plan plan =
        plan(
            5 * SECOND,
            List.of(get("/")),
            phase("steady", 3 * SECOND, constant(1_000, Arrivals.UNIFORM)));
    SimulatedNetwork[] network = new SimulatedNetwork[1];
    boolean[] paused = new boolean[1];
    network[0] =
        new SimulatedNetwork(
            START - SECOND,
            1_000,
            TIMEOUT,
            sent -> {
              if (sent >= START + 900 * MILLISECOND && !paused[0]) {
                paused[0] = true;
                network[0].pause(400 * MILLISECOND);
              }
              return sent + MILLISECOND;
            });

    Simulation run = Simulation.of(plan, network[0]);

    assertThat(run.arrivals().completed()).isEqualTo(3_000);
    // At 1.3 s the first 64 of the backlog have begun, the last of which was due at 963 ms.
    assertThat(run.cutsNs().getFirst()).isBetween(950 * MILLISECOND, 970 * MILLISECOND);
    assertThat(run.cutsNs()).isSorted();
  }
}
