package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import dev.spate.plan.Workers.OnLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the report says about workers that were lost, came back, joined and left.
final class ChangesTest {
  private final Plan plan = Plans.plan(Plans.steady("steady", 128, 30));

  @Test
  void saysWhoWhenHowManyAndSinceWhenTheLoadIsThePlansAgain() {
    Report report = report(new ShiftingRun(plan, 3).isCutOff(1, 4, 14).joins(18).leaves(0, 22));

    assertThat(Changes.of(report))
        .extracting(Changes.Change::text)
        .containsExactly(
            "w2 was lost (silent for 3 s); no arrival was lost with it.",
            "21 lanes went to others from arrival 960 of steady on, because w2 was lost; 2 workers"
                + " from then on. The load was the plan's again from 8 s on.",
            "w2 was back, was told that it counts as lost, and said what it had done. 273 arrivals of"
                + " that were at lanes that another had by then: the target saw them twice, and they"
                + " are counted apart, as repeated.",
            "w4 joined.",
            "21 lanes went to others from arrival 2,368 of steady on, because w4 joins; 3 workers"
                + " from then on. The load was the plan's again from 19 s on.",
            "w1 had left, and nothing was lost with it.",
            "33 lanes went to others from arrival 2,880 of steady on, because w1 leaves; 2 workers"
                + " from then on. The load was the plan's again from 23 s on.");
    assertThat(TextSummary.of(report))
        .contains("Changes of workers\n  7 s: w2 was lost", "besides: 273 repeated");
  }

  @Test
  void theFilesSayItToo(@TempDir Path dir) throws IOException {
    ShiftingRun run = new ShiftingRun(plan, 3).dies(1, 4.4).play();
    Report report = RunFiles.write(dir, run::forEach);

    Report read = ReportJson.read(dir.resolve("report.json"));
    assertThat(read.deals()).isEqualTo(report.deals());
    assertThat(read.ledger()).isEqualTo(report.ledger());
    assertThat(read.workers().get(1).why()).isEqualTo("silent for 3 s");
    assertThat(report.deals())
        .containsExactly(
            new Report.DealRow(
                1, 7, 7.5, "steady", 960L, List.of("w2"), List.of(), List.of(), 21, 2, 8.0));
    assertThat(Files.readString(dir.resolve("report.html")))
        .contains("w2 was lost (silent for 3 s)");
    assertThat(report.workers().get(1).why()).isEqualTo("silent for 3 s");
    assertThat(report.workers().get(1).endedAt()).isEqualTo(7);
  }

  @Test
  void poissonArrivalsHaveNoCommonOrder() {
    Report report =
        report(
            new ShiftingRun(
                    Plans.plan(Plans.open("steady", 100, 100, 20, Arrivals.POISSON, false)), 2)
                .dies(1, 4.4));

    assertThat(report.deals().getFirst().arrival()).isNull();
    assertThat(Changes.of(report).getLast().text()).startsWith("32 lanes went to others, because");
  }

  @Test
  void aRunThatWasQuietHasNoSuchSection(@TempDir Path dir) throws IOException {
    Report report = RunFiles.write(dir, new SimulatedRun(plan, 2)::forEach);

    assertThat(TextSummary.of(report)).doesNotContain("Changes", "besides");
    assertThat(Files.readString(dir.resolve("report.html"))).doesNotContain("Changes", "besides");
  }

  @Test
  void aLossThatEndsTheRunIsTheReason() {
    Report report = stopped(OnLoss.FAIL, 7 * Plans.SECOND);

    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.INCONCLUSIVE);
    assertThat(report.verdict().exitCode()).isEqualTo(120);
    assertThat(report.verdict().reasons().getFirst().code()).isEqualTo("WORKER_LOST");
    assertThat(report.verdict().reasons().getFirst().message())
        .isEqualTo(
            "w2 was lost at 7 s (silent for 3 s), and the plan says that this ends the run (onLoss: fail).");
    assertThat(report.verdict().reasons())
        .extracting(Verdict.Reason::code)
        .doesNotContain("INTERRUPTED");
  }

  @Test
  void aLossAfterSomebodyStoppedTheRunIsNot() {
    assertThat(stopped(OnLoss.FAIL, 6 * Plans.SECOND).verdict().exitCode()).isEqualTo(105);
    assertThat(stopped(OnLoss.CONTINUE, 7 * Plans.SECOND).verdict().exitCode()).isEqualTo(105);
  }

  /// Worker 2 is lost at 7 s, and the other one stops.
  private static Report stopped(OnLoss onLoss, long stopNs) {
    Plan base = Plans.plan(Plans.steady("steady", 128, 20));
    Plan plan =
        new Plan(
            base.name(),
            base.target(),
            base.seed(),
            base.lanes(),
            base.http(),
            base.phases(),
            base.scenarios(),
            base.thresholds(),
            new Workers(0, 0, 0, onLoss, Workers.DEFAULT_ORPHAN_GRACE_NS),
            base.gracefulStopNs());
    List<RunEvent> events = new ShiftingRun(plan, 2, false).dies(1, 4.4).play().events();
    RunFold fold = new RunFold(_ -> {});
    for (RunEvent event : events) {
      if (event instanceof RunEvent.WorkerEnded(var worker, var end, _, var why)
          && end == WorkerEnd.LOST) {
        fold.accept(new RunEvent.WorkerEnded(worker, end, 7 * Plans.SECOND, why));
        fold.accept(new RunEvent.StopRequested(stopNs));
        fold.accept(new RunEvent.WorkerEnded("w1", WorkerEnd.FINISHED, 7 * Plans.SECOND));
        break;
      }
      fold.accept(event);
    }
    fold.accept(new RunEvent.Closed(SimulatedRun.START, Ending.STOPPED, ""));
    assertThat(fold.report().ledger().balanced()).isTrue();
    return fold.report();
  }

  private static Report report(ShiftingRun run) {
    return run.play().fold(_ -> {}).report();
  }
}
