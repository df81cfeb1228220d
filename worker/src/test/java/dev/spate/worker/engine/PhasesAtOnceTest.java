package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Assignment;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Schedule;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Phases that overlap, in an order that is not that of the plan.
class PhasesAtOnceTest {
  private static Phase starting(long startNs, String name, long durationNs, Load load) {
    return new Phase(
        name,
        durationNs,
        load,
        false,
        Phase.DEFAULT_MAX_VUS,
        Phase.OnLimit.WAIT,
        List.of(),
        startNs);
  }

  private static OpenLoad constant(long perSecond, OpenLoad.Arrivals arrivals) {
    return new OpenLoad(Rate.perSecond(perSecond), Rate.perSecond(perSecond), arrivals);
  }

  private static SimulatedNetwork answersAtOnce() {
    return new SimulatedNetwork(START - SECOND, 1_000, 10 * SECOND, sent -> sent + MILLISECOND);
  }

  private static List<Long> due(Plan plan) {
    List<Long> due = new ArrayList<>();
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      Phase planned = plan.phases().get(phase);
      Schedule.Cursor cursor =
          Schedule.of((OpenLoad) planned.load(), planned.durationNs(), plan.seed(), phase)
              .cursor(Lanes.all(plan.lanes()));
      for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
        due.add(plan.beginsNs(phase) + cursor.dueNs());
      }
    }
    return due.stream().sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void eachFollowsItsOwnScheduleWithAnyNumberOfWorkers(int workers) {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/")),
            starting(2 * SECOND, "late", SECOND, constant(70, OpenLoad.Arrivals.UNIFORM)),
            starting(500 * MILLISECOND, "random", SECOND, constant(90, OpenLoad.Arrivals.POISSON)),
            starting(0, "even", 4 * SECOND, constant(50, OpenLoad.Arrivals.UNIFORM)),
            starting(Phase.FOLLOWS, "after", SECOND / 2, constant(40, OpenLoad.Arrivals.UNIFORM)));
    List<Long> sent = new ArrayList<>();
    for (Lanes lanes : Assignment.deal(plan.lanes(), Collections.nCopies(workers, 1)).parts()) {
      SimulatedNetwork network = answersAtOnce();
      var _ = Simulation.of(plan, lanes, network, Long.MAX_VALUE);
      network.sent().forEach(each -> sent.add(each.atNs() - START));
    }

    assertThat(sent.stream().sorted().toList()).isEqualTo(due(plan));
  }

  @Test
  void usersAndArrivalsTakeTheirTurnsTogether() {
    Plan plan =
        plan(
            SECOND,
            List.of(get("/"), new Think(99 * MILLISECOND, 99 * MILLISECOND)),
            starting(0, "arrivals", 3 * SECOND, constant(10, OpenLoad.Arrivals.UNIFORM)),
            starting(SECOND, "users", SECOND, new ClosedLoad(2, 2, 0)));
    SimulatedNetwork network = answersAtOnce();

    Simulation run = Simulation.of(plan, network);

    assertThat(run.arrivals().completed()).isEqualTo(30 + 2 * 10);
    assertThat(network.sent())
        .filteredOn(each -> each.atNs() < START + SECOND)
        .as("before there are users")
        .hasSize(10);
  }
}
