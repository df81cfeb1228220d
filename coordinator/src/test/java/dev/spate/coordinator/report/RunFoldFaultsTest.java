package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.Plans.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunFoldFaultsTest {
  @Test
  void aRepeatedReportCountsOnce() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 5));
    RunFold fold = new RunFold(_ -> {});
    new SimulatedRun(plan, 2)
        .forEach(event -> {
          fold.accept(event);
          if (event instanceof RunEvent.Reported) {
            fold.accept(event);
          }
        });

    assertThat(fold.report()).isEqualTo(new SimulatedRun(plan, 2).report());
  }

  @Test
  void reportsOutOfOrderWaitForTheGapToBeFilled() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 6));
    List<RunEvent> events = new SimulatedRun(plan, 1).events();
    RunEvent third = events.remove(4);
    events.add(6, third);
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    events.forEach(fold::accept);

    assertThat(rows).hasSize(6).allMatch(SlotRow::closed);
    assertThat(fold.report()).isEqualTo(new SimulatedRun(plan, 1).report());
  }

  @Test
  void aGapThatIsNeverFilledUnbalancesTheLedger() {
    List<RunEvent> events =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 6)), 1).events();
    events.remove(4);
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    events.forEach(fold::accept);

    Report report = fold.report();
    assertThat(report.ledger().balanced()).isFalse();
    assertThat(report.verdict().exitCode()).isEqualTo(123);
    assertThat(report.verdict().reasons().getFirst().code()).isEqualTo("LEDGER_UNBALANCED");
    assertThat(report.verdict().reasons().getFirst().message()).contains("gap");
    assertThat(rows).hasSize(6);
    assertThat(rows.get(1).closed()).isTrue();
    assertThat(rows.get(2).closed()).isFalse();
  }

  @Test
  void aDeltaForAClosedSlotUnbalancesTheLedgerAndChangesNoNumber() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 6));
    List<RunEvent> events = new SimulatedRun(plan, 1).events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof RunEvent.Reported(var interval) && interval.sequence() == 4) {
        events.set(i, SimulatedRun.reported(with(interval, 0)));
      }
    }
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);

    Report report = fold.report();
    Report clean = new SimulatedRun(plan, 1).report();
    assertThat(report.ledger().arrivals()).isEqualTo(clean.ledger().arrivals());
    assertThat(report.ledger().balanced()).isFalse();
    assertThat(report.verdict().reasons().getFirst().message())
        .contains("1 report for a slot that had closed");
  }

  @Test
  void anArrivalThatTheScheduleDoesNotCallForUnbalancesTheLedger() {
    List<RunEvent> events =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 6)), 1).events();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) instanceof RunEvent.Reported(var interval) && interval.sequence() == 4) {
        events.set(i, SimulatedRun.reported(with(interval, 4)));
      }
    }
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);

    assertThat(fold.report().ledger().balanced()).isFalse();
    assertThat(fold.report().ledger().arrivals().completed())
        .isEqualTo(fold.report().ledger().arrivals().planned() + 1);
  }

  private static Interval with(Interval interval, int slot) {
    List<ArrivalDelta> arrivals = new ArrayList<>(interval.arrivals());
    arrivals.add(new ArrivalDelta(0, slot, new ArrivalCounts(1, 1, 1, 0, 0, 0, 0)));
    return new Interval(
        interval.worker(),
        interval.incarnation(),
        interval.sequence(),
        interval.untilNs(),
        arrivals,
        interval.requests(),
        interval.health());
  }

  @Test
  void reportsOfAWorkerThatWasGivenUpCountNowhere() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 6));
    List<RunEvent> events = new SimulatedRun(plan, 2).events();
    // Worker 2 is given up after its second report, and goes on reporting.
    events.add(6, SimulatedRun.ended("w2", WorkerEnd.LOST, 2 * SECOND));
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);

    Report report = fold.report();
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isEqualTo(200);
    assertThat(report.remarks().toString()).contains("came after its loss and count nowhere");
  }

  @Test
  void anotherIncarnationIsAnotherWorker() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 4));
    List<RunEvent> events = new SimulatedRun(plan, 1).events();
    RunFold fold = new RunFold(_ -> {});
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Reported(var i)) {
        fold.accept(
            SimulatedRun.reported(
                new Interval(
                    i.worker(),
                    8,
                    i.sequence(),
                    i.untilNs(),
                    i.arrivals(),
                    i.requests(),
                    i.health())));
      }
      fold.accept(event);
    }

    assertThat(fold.report().ledger().arrivals().completed()).isEqualTo(400);
  }

  @Test
  void refusesEventsOfARunThatWasNotOpened() {
    RunFold fold = new RunFold(_ -> {});

    assertThatThrownBy(() -> fold.accept(new RunEvent.StopRequested(0)))
        .isInstanceOf(IllegalStateException.class);
  }
}
