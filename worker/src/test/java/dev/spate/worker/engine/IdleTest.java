package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Think;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// When loops sleep and when they spin, in simulated time: to be woken takes 20 µs, to ask the
/// network half a microsecond.
final class IdleTest {
  private static final long WAKE_UP = 20_000;
  private static final long POLL = 500;
  private static final long INTERVAL = MILLISECOND;

  private static SimulatedNetwork network() {
    return new SimulatedNetwork(START - SECOND, 100, 10 * SECOND, sent -> sent + 300_000)
        .withCosts(WAKE_UP, POLL);
  }

  private static Plan thousandASecond() {
    OpenLoad load =
        new OpenLoad(Rate.perSecond(1_000), Rate.perSecond(1_000), OpenLoad.Arrivals.UNIFORM);
    return plan(SECOND, List.of(get("/")), phase("even", 2 * SECOND, load));
  }

  private static long sinceSlotNs(long atNs) {
    return Math.floorMod(atNs - START, INTERVAL);
  }

  @Test
  void whoSleepsIsAsLateAsItTakesToBeWoken() {
    SimulatedNetwork network = network();
    Simulation run = Simulation.of(thousandASecond(), network, Idle.SLEEP);
    assertThat(run.lag().secondsAt(50)).isEqualTo(WAKE_UP / 1e9, within(1e-7));
    assertThat(network.sent()).hasSize(2_000);
  }

  @Test
  void aHybridIsOnTimeThoughItSleepsMostOfTheTime() {
    SimulatedNetwork network = network();
    Simulation run = Simulation.of(thousandASecond(), network, Idle.HYBRID);
    assertThat(run.lag().maxSeconds()).isLessThanOrEqualTo(1.001 * POLL / 1e9);
    assertThat(network.waits()).hasSizeGreaterThan(2_000);
  }

  @Test
  void aHybridDoesNotBlockWhenASlotIsNear() {
    SimulatedNetwork network = network();
    var _ = Simulation.of(thousandASecond(), network, Idle.HYBRID);
    assertThat(network.waits())
        .filteredOn(wait -> wait.fromNs() > START && wait.fromNs() < START + 2 * SECOND - INTERVAL)
        .isNotEmpty()
        .allSatisfy(wait ->
            assertThat(sinceSlotNs(wait.fromNs()) + wait.forNs())
                .isLessThanOrEqualTo(INTERVAL - Idle.WAKE_UP_NS));
  }

  @Test
  void whoSpinsNeverBlocksWhileARunIsOn() {
    SimulatedNetwork network = network();
    Simulation run = Simulation.of(thousandASecond(), network, Idle.SPIN);
    assertThat(run.lag().maxSeconds()).isLessThanOrEqualTo(1.001 * POLL / 1e9);
    assertThat(network.waits()).isEmpty();
  }

  /// Where all wait for the target, there is no slot to be near to.
  @Test
  void aHybridSleepsThroughAClosedLoad() {
    Plan plan = plan(SECOND, List.of(get("/")), phase("closed", SECOND, new ClosedLoad(4, 4, 0)));
    SimulatedNetwork sleeping = network();
    var _ = Simulation.of(plan, sleeping, Idle.SLEEP);
    SimulatedNetwork hybrid = network();
    var _ = Simulation.of(plan, hybrid, Idle.HYBRID);
    assertThat(hybrid.sent().size()).isCloseTo(sleeping.sent().size(), within(8));
    assertThat(hybrid.waits().size()).isCloseTo(sleeping.waits().size(), within(8));
  }

  @Test
  void aHybridIsOnTimeForUsersWhoThink() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/"), new Think(9 * MILLISECOND, 9 * MILLISECOND)),
            phase("closed", SECOND, new ClosedLoad(1, 1, 10 * MILLISECOND)));
    Simulation run = Simulation.of(plan, network(), Idle.HYBRID);
    assertThat(run.lag().maxSeconds()).isLessThanOrEqualTo(1.001 * POLL / 1e9);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, SLEEP", "2, 1, HYBRID", "2, 2, SLEEP", "8, 7, HYBRID", "8, 16, SLEEP"})
  void spinsOnlyWhereAProcessorIsLeft(int processors, int loops, Idle suiting) {
    assertThat(Idle.suiting(processors, loops)).isEqualTo(suiting);
    assertThat(Idle.named("auto", processors, loops)).isEqualTo(suiting);
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByName(Idle idle) {
    assertThat(Idle.named(idle.id(), 1, 1)).isEqualTo(idle);
    assertThat(Idle.named(idle.name(), 1, 1)).isEqualTo(idle);
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Idle.named("nap", 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a loop's idling is auto or sleep, hybrid, spin, not 'nap'");
  }
}
