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
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A loop that stood still, as after SIGSTOP and SIGCONT, in simulated time.
final class HoldTest {
  private static final long STOPS = START + 1_005 * MILLISECOND;
  private static final long ASLEEP = 3 * SECOND;
  private static final long WAKES = STOPS + ASLEEP;
  private static final long ANSWERED = WAKES + SECOND / 2;

  private static final Load OPEN =
      new OpenLoad(Rate.perSecond(100), Rate.perSecond(100), Arrivals.UNIFORM);
  private static final Load CLOSED = new ClosedLoad(8, 8, 0);

  /// Flows of two requests.
  private static Plan of(Load load) {
    return plan(20 * SECOND, List.of(get("/"), get("/next")), phase("only", 8 * SECOND, load));
  }

  private static SimulatedNetwork network() {
    return new SimulatedNetwork(
        START - SECOND, 1_000, 10 * SECOND, sent -> sent + 20 * MILLISECOND);
  }

  private static Simulation run(
      Load load, SimulatedNetwork network, boolean holds, Consumer<Loop> then) {
    Plan plan = of(load);
    return Simulation.of(
        plan,
        Lanes.all(plan.lanes()),
        network,
        holds,
        loop -> {
          loop.startAt(START);
          then.accept(loop);
        });
  }

  private static Simulation sleeping(
      Load load, SimulatedNetwork network, long ns, Consumer<Loop> answer) {
    network.at(STOPS, () -> network.pause(ns));
    return run(load, network, true, loop -> network.at(ANSWERED, () -> answer.accept(loop)));
  }

  private static List<Long> sentBetween(SimulatedNetwork network, long fromNs, long untilNs) {
    return network.sent().stream()
        .map(SimulatedNetwork.Sent::atNs)
        .filter(at -> at >= fromNs && at < untilNs)
        .toList();
  }

  @Test
  void whoStoodStillSendsNothingBeforeItIsTold() {
    for (Load load : List.of(OPEN, CLOSED)) {
      SimulatedNetwork network = network();

      Simulation run = sleeping(load, network, ASLEEP, Loop::resume);

      assertThat(run.pausesNs())
          .singleElement()
          .satisfies(ns -> assertThat(ns).isBetween(ASLEEP - 20 * MILLISECOND, ASLEEP));
      assertThat(sentBetween(network, STOPS, ANSWERED)).isEmpty();
      assertThat(sentBetween(network, ANSWERED, START + 6 * SECOND)).isNotEmpty();
      assertThat(run.arrivals().completed()).isEqualTo(run.arrivals().planned());
    }
  }

  @Test
  void whatWasDueMeanwhileBeginsLateAndAllOfIt() {
    SimulatedNetwork network = network();

    Simulation run = sleeping(OPEN, network, ASLEEP, Loop::resume);

    assertThat(run.arrivals().completed()).isEqualTo(800);
    assertThat(run.lag().maxSeconds()).isBetween(3.4, 3.6);
    assertThat(run.cutsNs().get(1)).isLessThanOrEqualTo(STOPS - START + 20 * MILLISECOND);
  }

  @Test
  void whoStoodStillForLessThanTwoSecondsGoesOn() {
    SimulatedNetwork network = network();

    Simulation run = sleeping(OPEN, network, 1_900 * MILLISECOND, _ -> {});

    assertThat(run.pausesNs()).isEmpty();
    assertThat(run.arrivals().completed()).isEqualTo(800);
  }

  @Test
  void aLoopThatNobodyWatchesGoesOn() {
    SimulatedNetwork network = network();
    network.at(STOPS, () -> network.pause(ASLEEP));

    Simulation run = run(OPEN, network, false, _ -> {});

    assertThat(run.pausesNs()).hasSize(1);
    assertThat(run.arrivals().completed()).isEqualTo(800);
  }

  @Test
  void aPauseThatIsOverDoesNotCountForALaterFence() {
    SimulatedNetwork network = network();
    network.at(STOPS, () -> network.pause(ASLEEP));
    long fencedNs = START + 6_005 * MILLISECOND;

    Simulation run = run(OPEN, network, false, loop -> network.at(fencedNs, loop::fence));

    assertThat(run.cutsNs().getLast()).isEqualTo(fencedNs - START);
    assertThat(run.arrivals().planned()).isEqualTo(601);
  }

  @Test
  void anAnswerToAnEarlierQuestionIsNoneToALaterOne() {
    SimulatedNetwork network = network();

    Simulation run =
        run(
            OPEN,
            network,
            true,
            loop -> {
              network.at(STOPS - SECOND / 2, loop::resume);
              network.at(STOPS, () -> network.pause(ASLEEP));
              network.at(ANSWERED, loop::fence);
            });

    assertThat(sentBetween(network, STOPS, Long.MAX_VALUE)).isEmpty();
    assertThat(run.arrivals().completed()).isPositive();
  }

  @Test
  void whoIsFencedBooksOnlyWhatItBeganBefore() {
    SimulatedNetwork network = network();

    Simulation run = sleeping(OPEN, network, ASLEEP, Loop::fence);

    assertThat(sentBetween(network, STOPS, Long.MAX_VALUE)).isEmpty();
    assertThat(run.arrivals().planned()).isEqualTo(101).isEqualTo(run.arrivals().begun());
    assertThat(run.arrivals().missed()).isZero();
    assertThat(run.arrivals().interrupted()).isBetween(1L, 4L);
    assertThat(run.requests().counts().started()).isEqualTo(network.sent().size());
    assertThat(run.cutsNs().getLast()).isBetween(SECOND, STOPS - START + 20 * MILLISECOND);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsFencedStopsAtOnceAndHearsWhatComesForASecond(boolean open) {
    SimulatedNetwork network = network();
    long hangsNs = START + 2_900 * MILLISECOND;
    SimulatedNetwork hanging =
        new SimulatedNetwork(
            START - SECOND,
            1_000,
            30 * SECOND,
            sent -> sent < hangsNs ? sent + 20 * MILLISECOND : Long.MAX_VALUE);
    for (SimulatedNetwork of : List.of(network, hanging)) {
      Simulation run =
          run(
              open ? OPEN : CLOSED,
              of,
              true,
              loop -> of.at(START + 3_005 * MILLISECOND, loop::fence));

      assertThat(sentBetween(of, START + 3_005 * MILLISECOND, Long.MAX_VALUE)).isEmpty();
      assertThat(run.arrivals().missed()).isZero();
      assertThat(run.arrivals().interrupted()).isPositive();
      assertThat(run.requests().counts().unanswered())
          .isEqualTo(of == network ? 0 : unanswered(of));
      assertThat(of.clock().nanoTime())
          .isBetween(START + 3_005 * MILLISECOND, START + 4_006 * MILLISECOND);
      assertThat(run.cutsNs().getLast()).isEqualTo(3_005 * MILLISECOND);
    }
  }

  private static long unanswered(SimulatedNetwork hanging) {
    return sentBetween(hanging, START + 2_900 * MILLISECOND, Long.MAX_VALUE).size();
  }
}
