package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A coordinator was killed: its journal ends before the run does.
final class RunFoldCutTest {
  @Test
  void theScheduleEndsAtTheLastReportAndTheRestOfThePlanIsNotClaimed() {
    List<RunEvent> events =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 60)), 2).events();
    List<SlotRow> rows = new ArrayList<>();
    // Opened, Started, ten reports of each, and one of the first worker more.
    Report report = cut(events.subList(0, 2 + 21), rows);

    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
    assertThat(report.verdict().exitCode()).isEqualTo(123);
    assertThat(report.verdict().reasons().getFirst().code()).isEqualTo("JOURNAL_ENDS");
    assertThat(report.verdict().reasons().getFirst().value()).isEqualTo(11);
    assertThat(report.verdict().reasons().getFirst().limit()).isEqualTo(60);
    assertThat(report.run().ending()).isEqualTo("unknown");
    assertThat(report.run().durationSeconds()).isEqualTo(11);
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(1_100);
    // The second that only one of them reported.
    assertThat(report.ledger().arrivals().lost()).isEqualTo(50);
    assertThat(report.throughput().plannedPerSecond()).isEqualTo(100);
    assertThat(report.workers()).extracting(Report.WorkerRow::state).containsOnly("lost");
    assertThat(rows).hasSize(11).allMatch(SlotRow::closed);
  }

  @Test
  void aCutAfterAnyEventBalancesAndNeverPasses() {
    Plan plan =
        Plans.plan(
            Plans.warmup("warmup", 50, 2.5),
            Plans.open("ramp", 20, 90, 3, Arrivals.POISSON, false),
            Plans.closed("soak", 10, 3));
    List<RunEvent> events =
        new SimulatedRun(plan, 3)
            .target((_, _, _, n) -> n % 40 == 0 ? Answer.NEVER : Answer.after(0.7))
            .lose(2, 4.2)
            .stop(7.3)
            .events();

    for (int count = 1; count < events.size(); count++) {
      Report report = cut(events.subList(0, count), new ArrayList<>());
      assertThat(report.ledger().balanced()).as("after %d events", count).isTrue();
      assertThat(report.verdict().exitCode()).isEqualTo(123);
      assertThat(report.verdict().reasons().getFirst().code()).isEqualTo("JOURNAL_ENDS");
    }
  }

  @Test
  void theFilesOfACutJournalSaySo(@TempDir Path dir) throws IOException {
    List<RunEvent> events =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 6)), 2).events();
    try (Journal journal = Journal.create(dir.resolve("journal.pb"))) {
      events.subList(0, 8).forEach(journal::append);
    }

    Report report = RunFiles.write(dir);

    assertThat(report.verdict().exitCode()).isEqualTo(123);
    assertThat(ReportJson.read(dir.resolve("report.json")).verdict()).isEqualTo(report.verdict());
    List<SlotRow> timeline = new ArrayList<>();
    ReportJson.readTimeline(dir.resolve("report.json"), timeline::add);
    assertThat(timeline).hasSize(3);
  }

  @Test
  void theEndOfAClosedRunChangesNothing() {
    SimulatedRun run = new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 6)), 2);

    assertThat(cut(run.events(), new ArrayList<>())).isEqualTo(run.report());
  }

  private static Report cut(List<RunEvent> events, List<SlotRow> rows) {
    RunFold fold = new RunFold(rows::add);
    events.forEach(fold::accept);
    fold.onEnd();
    return fold.report();
  }
}
