package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which of its requests a virtual user sends with cookies.
final class CookieUseTest {
  private static SimulatedNetwork network() {
    return new SimulatedNetwork(START - SECOND, 1_000, 10 * SECOND, sent -> sent + SECOND / 100);
  }

  /// Three arrivals, and three iterations, one after the other: all by the same virtual user.
  static Stream<Load> loads() {
    return Stream.of(
        new OpenLoad(Rate.perSecond(3), Rate.perSecond(3), Arrivals.UNIFORM),
        new ClosedLoad(1, 1, SECOND / 3 + 1));
  }

  @ParameterizedTest
  @MethodSource("loads")
  void everyArrivalAndIterationBeginsWithNone(Load load) {
    Plan plan = plan(30 * SECOND, List.of(get("/a"), get("/b")), phase("only", SECOND, load));
    SimulatedNetwork network = network().withCookie("sid=1; Path=/");
    var _ = Simulation.of(plan, network);
    assertThat(network.sent())
        .extracting(SimulatedNetwork.Sent::request)
        .as("/a as it is, and /b with cookies")
        .containsExactly(0, 3, 0, 3, 0, 3);
    assertThat(network.filled()).hasSize(3).containsOnly(List.of("sid=1"));
  }

  @Test
  void whatNoCookieIsForIsSentAsItIs() {
    Load load = new OpenLoad(Rate.perSecond(1), Rate.perSecond(1), Arrivals.UNIFORM);
    Plan plan = plan(30 * SECOND, List.of(get("/a"), get("/b")), phase("only", SECOND, load));
    SimulatedNetwork network = network().withCookie("sid=1; Path=/c");
    var _ = Simulation.of(plan, network);
    assertThat(network.sent()).extracting(SimulatedNetwork.Sent::request).containsExactly(0, 1);
    assertThat(network.filled()).isEmpty();
  }
}
