package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.worker.engine.SimulatedNetwork.Begun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What one loop makes of deals, in simulated time. That many loops together keep to the plan is in
/// [DealsTest].
final class DealTest {
  private static final int TOTAL = 64;
  private static final Lanes EVEN =
      Lanes.of(TOTAL, IntStream.range(0, TOTAL).filter(lane -> lane % 2 == 0).toArray());
  private static final Lanes NONE = Lanes.of(TOTAL);
  private static final Lanes ALL = Lanes.all(TOTAL);

  private static SimulatedNetwork answersAfter(long ns) {
    return new SimulatedNetwork(START - SECOND, 1_000, 10 * SECOND, sent -> sent + ns);
  }

  private static Plan steady(long seconds, long perSecond) {
    return plan(
        30 * SECOND,
        List.of(get("/")),
        phase(
            "steady",
            seconds * SECOND,
            new OpenLoad(Rate.perSecond(perSecond), Rate.perSecond(perSecond), Arrivals.UNIFORM)));
  }

  /// What the orders are, and when they are heard.
  private record Heard(long atNs, int deal, Lanes lanes, long fromNs) {}

  private static Simulation run(Plan plan, Lanes lanes, SimulatedNetwork network, Heard... deals) {
    return Simulation.of(
        plan,
        lanes,
        network,
        false,
        loop -> {
          loop.startAt(START);
          for (Heard heard : deals) {
            Hand hand = Hand.of(plan, heard.deal(), heard.lanes(), heard.fromNs());
            network.at(START + heard.atNs(), () -> loop.deal(hand));
          }
        });
  }

  /// When arrivals were due, since arrival 0.
  private static List<Long> due(SimulatedNetwork network) {
    return network.begun().stream().map(begun -> begun.dueNs() - START).toList();
  }

  private static List<Long> every(long ns, long fromNs, long untilNs) {
    List<Long> due = new ArrayList<>();
    for (long at = fromNs; at < untilNs; at += ns) {
      due.add(at);
    }
    return due;
  }

  @Test
  void lanesThatGoAreLeftAtTheInstant() {
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run = run(steady(4, 100), ALL, network, new Heard(SECOND, 1, NONE, 2 * SECOND));

    assertThat(due(network)).isEqualTo(every(10 * MILLISECOND, 0, 2 * SECOND));
    assertThat(run.arrivals().planned()).isEqualTo(200).isEqualTo(run.arrivals().completed());
    assertThat(run.dealt()).containsExactly(1);
    assertThat(run.cutsNs()).startsWith(SECOND, 2 * SECOND, 3 * SECOND, 4 * SECOND);
    assertThat(run.dealsOfCuts()).startsWith(1, 1, 1, 1);
  }

  @Test
  void lanesThatComeAreFollowedFromTheInstant() {
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run = run(steady(4, 100), NONE, network, new Heard(SECOND, 1, ALL, 2 * SECOND));

    assertThat(due(network)).isEqualTo(every(10 * MILLISECOND, 2 * SECOND, 4 * SECOND));
    assertThat(run.lag().maxSeconds()).isZero();
  }

  @Test
  void whatIsHeardLateIsMadeUpForAndNothingOfItTwice() {
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run =
        run(steady(4, 100), EVEN, network, new Heard(3_200 * MILLISECOND, 3, ALL, SECOND));

    assertThat(due(network).stream().sorted().toList())
        .isEqualTo(
            IntStream.range(0, 400)
                .filter(n -> n >= 100 || n % 2 == 0)
                .mapToObj(n -> n * 10L * MILLISECOND)
                .toList());
    assertThat(run.lag().maxSeconds()).isBetween(2.1, 2.3);
    assertThat(run.dealsOfCuts().subList(0, 4)).containsExactly(0, 0, 0, 3);
  }

  @Test
  void aCutIsNotPastTheOldestThatALateDealBrought() {
    SimulatedNetwork network = answersAfter(MILLISECOND).withCosts(0, MILLISECOND);

    Simulation run =
        run(steady(4, 4_000), NONE, network, new Heard(3 * SECOND - 1, 1, ALL, SECOND));

    // Of 8,000 that are due, 64 begin in a pass, which takes a millisecond.
    assertThat(run.cutsNs()).hasSizeGreaterThan(3);
    assertThat(run.dealsOfCuts().get(2)).isOne();
    assertThat(run.cutsNs().get(2)).isLessThan(2 * SECOND);
    assertThat(run.arrivals().completed()).isEqualTo(12_000);
  }

  @Test
  void whatWaitsForALimitStays() {
    Phase phase =
        new Phase(
            "limited",
            4 * SECOND,
            new OpenLoad(Rate.perSecond(100), Rate.perSecond(100), Arrivals.UNIFORM),
            false,
            4,
            Phase.OnLimit.WAIT);
    Plan plan = plan(60 * SECOND, List.of(get("/")), phase);
    SimulatedNetwork network = answersAfter(100 * MILLISECOND);

    Simulation run = run(plan, ALL, network, new Heard(SECOND, 1, NONE, 2 * SECOND));

    assertThat(due(network)).isEqualTo(every(10 * MILLISECOND, 0, 2 * SECOND));
    assertThat(network.mostInFlight()).isEqualTo(4);
    assertThat(network.begun().stream().filter(b -> b.atNs() >= START + 2_200 * MILLISECOND))
        .isNotEmpty()
        .allMatch(begun -> begun.inFlight() == 1);
    assertThat(run.arrivals().completed()).isEqualTo(200);
  }

  @Test
  void aLimitThatGrowsIsUsedAtOnce() {
    Phase phase =
        new Phase(
            "limited",
            4 * SECOND,
            new OpenLoad(Rate.perSecond(100), Rate.perSecond(100), Arrivals.UNIFORM),
            false,
            64,
            Phase.OnLimit.WAIT);
    Plan plan = plan(60 * SECOND, List.of(get("/")), phase);
    SimulatedNetwork network = answersAfter(3 * SECOND);
    Lanes two = Lanes.of(TOTAL, 0, 1);

    var _ = run(plan, two, network, new Heard(SECOND, 1, ALL, 1_500 * MILLISECOND));

    assertThat(network.begun().stream().filter(b -> b.atNs() < START + 1_500 * MILLISECOND))
        .hasSize(2);
    assertThat(network.begun().stream().filter(b -> b.atNs() == START + 1_500 * MILLISECOND))
        .as("the two of the first second that waited")
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(network.mostInFlight()).isEqualTo(64);
  }

  @Test
  void theSecondOfTwoInQuickSuccessionHoldsFromItsInstant() {
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run =
        run(
            steady(4, 100),
            ALL,
            network,
            new Heard(SECOND, 1, NONE, 2 * SECOND),
            new Heard(SECOND + 1, 2, EVEN, 3 * SECOND));

    List<Long> expected = every(10 * MILLISECOND, 0, 2 * SECOND);
    expected.addAll(every(20 * MILLISECOND, 3 * SECOND, 4 * SECOND));
    assertThat(due(network)).isEqualTo(expected);
    assertThat(run.dealt()).containsExactly(1, 2);
  }

  @Test
  void oneBeforeTheStartAndOneAfterAStopAreTaken() {
    Plan plan = steady(4, 100);
    SimulatedNetwork network = answersAfter(MILLISECOND);

    Simulation run =
        Simulation.of(
            plan,
            ALL,
            network,
            false,
            loop -> {
              loop.deal(Hand.of(plan, 1, EVEN, SECOND));
              loop.startAt(START);
              loop.stopAt(START + 2 * SECOND);
              network.at(
                  START + 1_990 * MILLISECOND,
                  () -> loop.deal(Hand.of(plan, 2, ALL, 1_500 * MILLISECOND)));
            });

    assertThat(run.dealt()).containsExactly(1, 2);
    assertThat(run.arrivals().planned()).isEqualTo(100 + 25 + 50);
    assertThat(run.arrivals().completed()).isEqualTo(run.arrivals().planned());
  }

  @Test
  void aWorkerThatLeavesBeginsWhatWaitsAndThenEnds() {
    Phase phase =
        new Phase(
            "limited",
            60 * SECOND,
            new OpenLoad(Rate.perSecond(100), Rate.perSecond(100), Arrivals.UNIFORM),
            false,
            4,
            Phase.OnLimit.WAIT);
    Plan plan = plan(60 * SECOND, List.of(get("/")), phase);
    SimulatedNetwork network = answersAfter(100 * MILLISECOND);

    Simulation run =
        Simulation.of(
            plan,
            ALL,
            network,
            false,
            loop -> {
              loop.startAt(START);
              network.at(
                  START + SECOND,
                  () -> {
                    loop.deal(Hand.of(plan, 1, NONE, 2 * SECOND));
                    loop.leaveAt(START + 2 * SECOND);
                  });
            });

    assertThat(run.arrivals().completed()).isEqualTo(200);
    assertThat(run.cutsNs().getLast()).isBetween(2 * SECOND, 30 * SECOND);
  }

  @Test
  void usersWhoStayNoticeNothingAndThoseWhoGoFinishWhatTheyBegan() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("users", 4 * SECOND, new ClosedLoad(8, 8, 300 * MILLISECOND)));
    SimulatedNetwork network = answersAfter(200 * MILLISECOND);

    Simulation run = run(plan, ALL, network, new Heard(SECOND, 1, EVEN, 2_050 * MILLISECOND));

    assertThat(dueOf(network, 2)).isEqualTo(every(300 * MILLISECOND, 0, 4 * SECOND));
    assertThat(dueOf(network, 3)).isEqualTo(every(300 * MILLISECOND, 0, 2_050 * MILLISECOND));
    assertThat(run.arrivals().completed()).isEqualTo(4 * 14 + 4 * 7);
  }

  @Test
  void usersComeWithTheirRampOrWithTheirLane() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("users", 4 * SECOND, new ClosedLoad(4, 8, 300 * MILLISECOND)));
    SimulatedNetwork network = answersAfter(MILLISECOND);

    var _ = run(plan, NONE, network, new Heard(SECOND, 1, ALL, 2_050 * MILLISECOND));

    assertThat(dueOf(network, 0).getFirst()).isEqualTo(2_050 * MILLISECOND);
    assertThat(dueOf(network, 5).getFirst()).isEqualTo(2_050 * MILLISECOND);
    assertThat(dueOf(network, 7).getFirst()).isEqualTo(3 * SECOND);
  }

  @Test
  void aUserWhoWasToGoAndDoesNotAfterAllGoesOn() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            phase("users", 6 * SECOND, new ClosedLoad(4, 4, 2 * SECOND)));
    SimulatedNetwork network = answersAfter(MILLISECOND);

    // At 0.001 s each user is to come back at 2 s, which is past its end: it has left when it
    // stays.
    var _ =
        run(
            plan,
            ALL,
            network,
            new Heard(-SECOND / 2, 1, EVEN, 1_500 * MILLISECOND),
            new Heard(SECOND, 2, ALL, 1_400 * MILLISECOND));

    assertThat(dueOf(network, 1)).isEqualTo(every(2 * SECOND, 0, 6 * SECOND));
    assertThat(dueOf(network, 2)).isEqualTo(every(2 * SECOND, 0, 6 * SECOND));
  }

  private static List<Long> dueOf(SimulatedNetwork network, int user) {
    return network.begun().stream()
        .filter(begun -> begun.number() == user)
        .map(Begun::dueNs)
        .map(due -> due - START)
        .toList();
  }
}
