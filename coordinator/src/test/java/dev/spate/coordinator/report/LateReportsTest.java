package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A worker that counts as lost comes back and says what it had done.
final class LateReportsTest {
  private final Plan plan = Plans.plan(Plans.steady("steady", 128, 24));
  private final List<SlotRow> rows = new ArrayList<>();

  @Test
  void whatAFrozenWorkerHadBegunIsNotLost() {
    ShiftingRun run = new ShiftingRun(plan, 2).standsStill(1, 4.5, 14.2).play();
    Report report = run.fold(rows::add).report();

    // Last heard of at 4 s; it began what was due until 4.5 s, and nothing until 7.5 s.
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isEqualTo(64 * 3);
    assertThat(report.ledger().arrivals().repeated()).isZero();
    assertThat(rows.get(4).lost()).isEqualTo(32);
    assertThat(rows.get(15).marks()).contains("worker_returned");
    assertThat(report.workers().get(1).state()).isEqualTo("lost");
    assertThat(report.workers().get(1).returnedAt()).isEqualTo(15);
    assertThat(report.ledger().requests().started()).isEqualTo(run.started());
  }

  @Test
  void theLiveReportSaysLostAndBalances() {
    ShiftingRun run = new ShiftingRun(plan, 2).standsStill(1, 4.5, 14.2).play();
    RunFold live = new RunFold(_ -> {});
    run.forEach(live::accept);

    assertThat(live.report().ledger().balanced()).isTrue();
    assertThat(live.report().ledger().arrivals().lost()).isEqualTo(64 * 7 / 2);
    assertThat(live.report().remarks()).extracting(Report.Remark::code).contains("LATE_REPORTS");
  }

  @Test
  void whatACutOffWorkerDidAtLanesOfOthersIsCountedApart() {
    ShiftingRun run =
        new ShiftingRun(plan, 2)
            .target((_, _, _, _) -> Answer.after(0.4))
            .isCutOff(1, 4, 14)
            .play();
    Report report = run.fold(rows::add).report();

    // Until 7.5 s it had a right to its lanes; from then until 14 s another had them.
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().lost()).isZero();
    assertThat(report.ledger().arrivals().completed() + report.ledger().arrivals().interrupted())
        .isEqualTo(128 * 24);
    assertThat(report.ledger().arrivals().repeated())
        .isEqualTo(64 * 13 / 2)
        .isEqualTo(run.truth().repeated());
    assertThat(rows).extracting(SlotRow::repeated).startsWith(0L, 0L, 0L, 0L, 0L, 0L, 0L, 32L, 64L);
    assertThat(report.ledger().requests().started()).isEqualTo(128 * 24 + 64 * 13 / 2);
    assertThat(report.workers().get(1).repeated()).isEqualTo(64 * 13 / 2);
    assertThat(report.verdict().exitCode()).isZero();
  }

  /// Of the two halves of a cluster each had a coordinator for a while. The worker on the smaller
  /// side was given all lanes there, by a deal that the other side has no word of.
  @Test
  void whatItDidByADealOfAnotherCoordinatorIsCountedApart() {
    List<RunEvent> events = new ArrayList<>();
    for (RunEvent event : new ShiftingRun(plan, 2).isCutOff(1, 4, 14).play().events()) {
      boolean late =
          event instanceof RunEvent.Reported(var report)
              && report.worker().equals("w2")
              && report.untilNs() > 5 * Plans.SECOND
              && report.untilNs() <= 7 * Plans.SECOND;
      events.add(late ? ofBothLanes((RunEvent.Reported) event) : event);
    }
    RunFold fold = new RunFold(rows::add, (_, _, _) -> {}, LateReports.of(events::forEach));
    events.forEach(fold::accept);
    Report report = fold.report();

    assertThat(report.ledger().arrivals().planned()).isEqualTo(128 * 24);
    assertThat(report.ledger().arrivals().lost()).isZero();
    assertThat(report.ledger().arrivals().repeated())
        .as("two seconds of the other's, and what it did at its own when they were another's")
        .isEqualTo(64 * 2 + 64 * 13 / 2);
  }

  /// Twice as many arrivals as were its own, under a deal of that number which nobody else knows.
  private static RunEvent ofBothLanes(RunEvent.Reported reported) {
    Interval own = reported.interval();
    List<ArrivalDelta> twice =
        own.arrivals().stream()
            .map(delta ->
                new ArrivalDelta(delta.phase(), delta.slot(), delta.counts().plus(delta.counts())))
            .toList();
    return new RunEvent.Reported(
        new Interval(
            own.worker(),
            own.incarnation(),
            own.sequence(),
            own.untilNs(),
            twice,
            own.requests(),
            own.health(),
            own.samples(),
            9));
  }

  @Test
  void itsIterationsOfAClosedPhaseToo() {
    Plan closed = Plans.plan(Plans.closed("soak", 64, 24));
    ShiftingRun run = new ShiftingRun(closed, 2).isCutOff(1, 4, 14).play();
    Report report = run.fold(rows::add).report();

    assertThat(report.ledger().balanced()).isTrue();
    // Ten iterations a second of each of its 32 users, from the first whole second after the deal.
    assertThat(report.ledger().arrivals().repeated()).isEqualTo(32 * 10 * 6);
    assertThat(report.verdict().reasons()).extracting(Verdict.Reason::code).doesNotContain("LOST");
  }

  @Test
  void reportsBeyondTheBoundCountNowhereAndTheReportSaysSo() {
    ShiftingRun run = new ShiftingRun(plan, 2).isCutOff(1, 4, 14).play();
    RunFold fold = new RunFold(rows::add, (_, _, _) -> {}, LateReports.of(run::forEach, 2));
    run.forEach(fold::accept);
    Report report = fold.report();

    assertThat(report.ledger().balanced()).isTrue();
    // Two seconds of it are known; the rest up to 7.5 s is lost.
    assertThat(report.ledger().arrivals().lost()).isEqualTo(64 * 3 / 2);
    assertThat(report.remarks())
        .filteredOn(remark -> remark.code().equals("LATE_REPORTS"))
        .extracting(Report.Remark::message)
        .containsExactly("9 reports of worker w2 came after its loss and count nowhere.");
  }

  @Test
  void nothingReturnsWhereNobodyWasLost() {
    SimulatedRun run = new SimulatedRun(plan, 2);
    RunFold fold = new RunFold(_ -> {}, (_, _, _) -> {}, LateReports.of(run::forEach));
    run.forEach(fold::accept);

    assertThat(fold.report()).isEqualTo(run.report());
  }
}
