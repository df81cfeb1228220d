package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunFoldLossTest {
  @Test
  void aLostWorkersArrivalsAreLostToTheEndOfTheRun() {
    // Half of 100 a second; heard of until 4 s, so that 6 s of 50 a second are lost.
    Plan plan = Plans.plan(Plans.steady("steady", 100, 10));
    List<SlotRow> rows = new ArrayList<>();
    Report report = new SimulatedRun(plan, 2).lose(1, 4.4).fold(rows::add).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isEqualTo(300);
    assertThat(report.ledger().arrivals().planned()).isEqualTo(1_000);
    assertThat(rows).hasSize(10).allMatch(SlotRow::closed).allMatch(row -> row.planned() == 100);
    assertThat(rows.get(4).marks()).contains("worker_lost");
    assertThat(rows.get(9).workers()).isEqualTo(1);
    assertThat(report.workers().get(1).state()).isEqualTo("lost");
    assertThat(report.workers().get(1).lost()).isEqualTo(300);
    assertThat(report.verdict().exitCode()).isEqualTo(120);
    assertThat(TextSummary.of(report))
        .contains("w2 was lost; it was last heard of at 4 s, and 300 arrivals were lost");
  }

  @Test
  void whatALostWorkerHadInFlightIsUnansweredAndCensored() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 10));
    Report report =
        new SimulatedRun(plan, 2).target((_, _, _, _) -> Answer.after(2)).lose(1, 4.4).report();

    // It was heard of until 4 s: two seconds of its 50 a second were in flight.
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().requests().unanswered()).isEqualTo(100);
    assertThat(report.ledger().arrivals().lost()).isEqualTo(100 + 300);
    assertThat(Reports.responseTime(report).censored()).isEqualTo(100);
  }

  @Test
  void aWorkerLostUnderPoissonArrivalsLosesExactlyItsOwn() {
    Plan plan = Plans.plan(Plans.open("steady", 200, 200, 20, Arrivals.POISSON, false));
    long all = new SimulatedRun(plan, 3).report().ledger().arrivals().planned();
    Report report = new SimulatedRun(plan, 3).lose(0, 7.5).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(all);
    assertThat(report.ledger().arrivals().completed() + report.ledger().arrivals().lost())
        .isEqualTo(all);
    assertThat(report.ledger().arrivals().lost()).isPositive();
  }

  @Test
  void aStoppedRunPlansOnlyWhatWasDueBeforeEachWorkerHeardOfIt() {
    Plan plan = Plans.plan(Plans.steady("steady", 1_000, 60));
    List<SlotRow> rows = new ArrayList<>();
    Report report = new SimulatedRun(plan, 2).stop(10.5).fold(rows::add).report();

    // One stops at 10.503 s, the other at 10.506 s.
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isBetween(10_500L, 10_506L);
    assertThat(report.ledger().arrivals().completed())
        .isEqualTo(report.ledger().arrivals().planned());
    assertThat(rows).hasSize(11).allMatch(SlotRow::closed);
    assertThat(rows.get(10).marks()).contains("stop");
    assertThat(report.run().durationSeconds()).isEqualTo(10.506);
    assertThat(report.run().ending()).isEqualTo("stopped");
    assertThat(report.verdict().exitCode()).isEqualTo(105);
  }

  @Test
  void aStoppedPoissonRunBalancesToo() {
    Plan plan = Plans.plan(Plans.open("steady", 300, 600, 60, Arrivals.POISSON, false));
    Report report = new SimulatedRun(plan, 3).stop(8.0005).report();

    assertThat(report.ledger().balanced()).isTrue();
  }

  @Test
  void aWorkerLostInAStoppedRunLosesWhatWasDueBeforeTheStop() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 60));
    Report report = new SimulatedRun(plan, 2).lose(1, 8.2).stop(10.5).report();

    // Heard of until 8 s; 2.5 s of 50 a second.
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isEqualTo(125);
  }

  @Test
  void aRunThatDidNotStartHasAReport() {
    RunFold fold = new RunFold(_ -> {});
    Plan plan = Plans.plan(Plans.steady("steady", 100, 8));
    fold.accept(new RunEvent.Opened("01RUN", SimulatedRun.START, plan, "", Map.of(), "0.1.0"));
    fold.accept(
        new RunEvent.Closed(
            SimulatedRun.START,
            RunEvent.Closed.Ending.NOT_STARTED,
            "The plan expects 3 workers and 1 is there."));

    Report report = fold.report();
    assertThat(report.verdict().exitCode()).isEqualTo(122);
    assertThat(report.verdict().reasons().getFirst().message()).contains("expects 3 workers");
    assertThat(report.run().startedAt()).isNull();
    assertThat(report.ledger().arrivals().planned()).isZero();
    assertThat(Reports.responseTime(report).mean()).isNull();
  }
}
