package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What users that have connections of their own tell the requester, and whom they wait for.
class OwnConnectionsTest {
  private static SimulatedNetwork network(int maxConnections) {
    return new SimulatedNetwork(
        START - SECOND, maxConnections, 10 * SECOND, sentNs -> sentNs + 10 * MILLISECOND);
  }

  @Test
  void anArrivalLeavesOnceItsFlowIsOver() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/a"), get("/b")),
            phase(
                "open",
                2 * SECOND,
                new OpenLoad(Rate.perSecond(10), Rate.perSecond(10), OpenLoad.Arrivals.UNIFORM)));
    SimulatedNetwork network = network(100).withOwnConnections();
    Simulation.of(plan, network);
    assertThat(network.sent()).hasSize(40);
    assertThat(network.left()).hasSize(20);
  }

  @Test
  void aUserOfAClosedPhaseLeavesAfterItsLastIteration() {
    Plan plan =
        plan(SECOND, List.of(get("/")), phase("closed", 2 * SECOND, new ClosedLoad(4, 4, 0)));
    SimulatedNetwork network = network(100).withOwnConnections();
    Simulation.of(plan, network);
    assertThat(network.sent().size()).isGreaterThan(400);
    assertThat(network.left()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void aUserWithAConnectionDoesNotWaitForOneWithout() {
    Plan plan =
        plan(SECOND, List.of(get("/")), phase("closed", 10 * SECOND, new ClosedLoad(4, 4, 0)));
    SimulatedNetwork network = network(2).withOwnConnections();
    Simulation simulation = Simulation.of(plan, network);
    assertThat(network.sent()).as("of two users in ten seconds").hasSizeBetween(1_990, 2_010);
    assertThat(simulation.arrivals().missed()).isLessThanOrEqualTo(2);
  }
}
