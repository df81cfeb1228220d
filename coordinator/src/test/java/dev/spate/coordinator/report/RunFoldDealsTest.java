package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Lanes go from one worker to another while the run goes on.
final class RunFoldDealsTest {
  private final List<SlotRow> rows = new ArrayList<>();

  @Test
  void aDeadWorkersArrivalsAreLostUpToTheDealAndNoFurther() {
    Plan plan = Plans.plan(Plans.steady("steady", 128, 20));
    // Heard of until 4 s, missed at 7 s, its lanes another's from 7.5 s on: 3.5 s of 64 a second.
    RunFold fold = new ShiftingRun(plan, 2).dies(1, 4.4).play().fold(rows::add);

    Report report = fold.report();
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(128 * 20);
    assertThat(report.ledger().arrivals().lost()).isEqualTo(64 * 7 / 2);
    assertThat(rows).hasSize(20).allMatch(SlotRow::closed).allMatch(row -> row.planned() == 128);
    assertThat(rows.get(7).lost()).isEqualTo(32);
    assertThat(rows.get(8).offered()).isEqualTo(128);
  }

  @Test
  void underPoissonArrivalsToo() {
    ShiftingRun run =
        new ShiftingRun(
                Plans.plan(
                    Plans.open("ramp", 50, 200, 6.3, Arrivals.POISSON, false),
                    Plans.open("steady", 200, 200, 10, Arrivals.POISSON, false)),
                3)
            .dies(0, 4.4)
            .dies(2, 9.1)
            .play();

    agrees(run);
    assertThat(run.truth().lostBySlot().keySet()).containsExactly(4, 5, 6, 7, 9, 10, 11, 12);
  }

  @Test
  void whereNobodyTakesOverTheLossGoesOnToTheEnd() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 128, 12)), 2, false).dies(1, 4.4).play();

    agrees(run);
    assertThat(rows.get(11).lost()).isEqualTo(64);
  }

  @Test
  void oneThatLeavesLosesNothing() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 128, 20)), 3)
            .target((_, _, _, _) -> Answer.after(1.4))
            .leaves(1, 6)
            .play();

    Report report = agrees(run);
    assertThat(report.ledger().arrivals().completed()).isEqualTo(128 * 20);
    assertThat(report.workers().get(1).state()).isEqualTo("left");
    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.PASSED);
    assertThat(rows.get(6).marks()).contains("worker_left", "deal");
    assertThat(rows.get(9).workers()).isEqualTo(2);
  }

  @Test
  void oneThatJoinsHasItsPartFromTheDealOn() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 128, 20)), 1).joins(5).play();

    Report report = agrees(run);
    assertThat(report.ledger().arrivals().completed()).isEqualTo(128 * 20);
    assertThat(report.workers().get(1).offered()).isEqualTo(64 * 29 / 2);
    assertThat(report.workers().get(0).lanes()).isEqualTo(32);
    assertThat(rows.get(5).marks()).contains("worker_joined", "deal");
    assertThat(rows.get(4).workers()).isEqualTo(1);
    assertThat(rows.get(5).workers()).isEqualTo(2);
  }

  @Test
  void aSlotBehindADealWaitsForThoseThatHaveNotTakenIt() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 128, 20)), 3)
            .dies(2, 4.4)
            .hearsLate(0, 3.2)
            .play();
    RunFold fold = new RunFold(rows::add);
    int closed = 0;
    for (var event : run.events()) {
      fold.accept(event);
      // It hears at 10.2 s of what counts from 7.5 s on, and is abreast at 12 s.
      if (fold.progress().elapsedSeconds() < 12) {
        closed = rows.size();
      }
    }

    assertThat(closed).isEqualTo(7);
    rows.clear();
    assertThat(agrees(run).ledger().arrivals().lost()).isBetween(145L, 150L);
  }

  @Test
  void whatALateTakerBeganAtAnothersLanesIsRepeatedAndNoPlannedArrival() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 128, 20)), 1)
            .joins(5)
            .hearsLate(0, 2.25)
            .play();

    // From 5.5 s to 7.25 s it began all of 128 a second, and half of them were the other's.
    Report report = agrees(run);
    assertThat(report.ledger().arrivals().completed()).isEqualTo(128 * 20);
    assertThat(run.truth().repeated()).isEqualTo(64 * 7 / 4);
    assertThat(report.ledger().requests().started()).isEqualTo(128 * 20 + 112);
  }

  @Test
  void twoLossesInOneSecond() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 256, 20)), 4)
            .dies(0, 4.2)
            .dies(3, 4.7)
            .play();

    agrees(run);
    assertThat(run.truth().lostBySlot().keySet()).containsExactly(4, 5, 6, 7);
  }

  @Test
  void aTakerThatDiesBeforeItHeardOfTheDealLosesThoseLanesAgain() {
    ShiftingRun run =
        new ShiftingRun(Plans.plan(Plans.steady("steady", 256, 20)), 3)
            .dies(0, 4.2)
            .dies(1, 7.1)
            .hearsLate(1, 5)
            .play();

    agrees(run);
    assertThat(run.truth().lostBySlot().keySet()).containsExactly(4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void usersOfAClosedPhaseAreLostForTheTimeThatNobodyHadThem() {
    // 3.5 s of half of the users, of 20 s.
    Plan plan = Plans.plan(Plans.closed("soak", 64, 20));
    Report report = new ShiftingRun(plan, 2).dies(1, 4.4).play().fold(rows::add).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.verdict().exitCode()).isEqualTo(120);
    assertThat(report.verdict().reasons().getFirst().value()).isEqualTo(3.5 / 2 / 20);
  }

  /// The report says what the simulation knows.
  private Report agrees(ShiftingRun run) {
    RunFold fold = run.fold(rows::add);
    Report report = fold.report();
    Map<Integer, Long> lost = new TreeMap<>();
    Map<Integer, Long> planned = new TreeMap<>();
    for (SlotRow row : rows) {
      if (row.lost() > 0) {
        lost.put(row.slot(), row.lost());
      }
      if (row.planned() > 0) {
        planned.put(row.slot(), row.planned());
      }
    }
    assertThat(report.verdict().reasons())
        .extracting(Verdict.Reason::code)
        .doesNotContain("LEDGER_UNBALANCED", "LITTLES_LAW");
    assertThat(report.ledger().balanced()).isTrue();
    assertThat(rows).allMatch(SlotRow::closed);
    assertThat(planned).isEqualTo(run.truth().plannedBySlot());
    assertThat(lost).isEqualTo(run.truth().lostBySlot());
    assertThat(report.ledger().requests().started()).isEqualTo(run.started());
    return report;
  }
}
