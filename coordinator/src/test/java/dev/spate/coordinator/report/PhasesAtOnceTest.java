package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.Plans.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs whose phases overlap: `browse` from 0 to 8 s, `buy` from 2 to 5 s.
class PhasesAtOnceTest {
  private static final Plan PLAN =
      Plans.plan(
          starting(2, Plans.steady("buy", 30, 3)), starting(0, Plans.steady("browse", 100, 8)));

  private static Phase starting(long second, Phase phase) {
    return new Phase(
        phase.name(),
        phase.durationNs(),
        phase.load(),
        phase.warmup(),
        phase.maxVUs(),
        phase.onLimit(),
        phase.scenarios(),
        second * SECOND);
  }

  @Test
  void eachHasItsAccountsAndRows() {
    List<SlotRow> slots = new ArrayList<>();
    Report report = new SimulatedRun(PLAN, 3).fold(slots::add).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(90 + 800);
    assertThat(slots).hasSize(8);
    assertThat(slots.get(1).planned()).isEqualTo(100);
    assertThat(slots.get(2).planned()).isEqualTo(130);
    assertThat(slots.get(4).phases()).containsExactly("buy", "browse");
    assertThat(slots.get(5).phases()).containsExactly("browse");
    assertThat(report.requests())
        .extracting(Report.RequestRow::phase, Report.RequestRow::perSecond)
        .containsExactlyInAnyOrder(tuple("buy", 30.0), tuple("browse", 100.0));
  }

  @Test
  void aRateIsOverTheTimeInWhichAnyOfThemWas() {
    Report report = new SimulatedRun(PLAN, 2).report();
    assertThat(report.throughput().requestsPerSecond()).isEqualTo(890 / 8.0, within(1e-9));
  }

  @Test
  void aLostWorkerLosesOfBoth() {
    Report report = new SimulatedRun(PLAN, 2).lose(1, 3).report();
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isBetween(250L + 30 - 5, 250L + 30 + 5);
  }

  @Test
  void progressNamesAllThatAreUnderWay() {
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events =
        new SimulatedRun(PLAN, 2).target((_, _, _, _) -> Answer.after(0.01)).events();
    events.subList(0, 2 + 2 * 4).forEach(fold::accept);
    assertThat(fold.progress().phase()).isEqualTo("buy, browse");
  }
}
