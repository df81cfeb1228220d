package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.Interval;
import dev.spate.measure.Stalls;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// ACCURACY A17: what held the generator up is in the timeline, and what was measured meanwhile
/// too.
final class MarkTest {
  private static final long MS = 1_000_000;
  private static final Plan PLAN = Plans.plan(Plans.steady("steady", 100, 8));

  private static List<SlotRow> rows(SimulatedWorker.Condition inTheFourth) {
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    new SimulatedRun(PLAN, 2)
        .health((worker, tick) -> worker == 1 && tick == 3 ? inTheFourth : SimulatedWorker.QUIET)
        .forEach(fold::accept);
    return rows;
  }

  private static SimulatedWorker.Condition stalled(long gcPauseNs, Stalls stalls) {
    return new SimulatedWorker.Condition(50_000, 0.1, gcPauseNs, stalls);
  }

  static List<Arguments> marksItsSlotAndNoOther() {
    return List.of(
        Arguments.of("gc_pause", stalled(10 * MS, Stalls.NONE)),
        Arguments.of("safepoint", stalled(0, new Stalls(10 * MS, 0, 0, 0))),
        Arguments.of("loop_pause", stalled(0, new Stalls(0, 10 * MS, 0, 0))),
        Arguments.of("cpu_wait", stalled(0, new Stalls(0, 0, 0.1, 0))),
        Arguments.of("steal", stalled(0, new Stalls(0, 0, 0, 0.01))),
        Arguments.of("late", new SimulatedWorker.Condition(10 * MS, 0.1, 0)));
  }

  @ParameterizedTest
  @MethodSource
  void marksItsSlotAndNoOther(String mark, SimulatedWorker.Condition condition) {
    List<SlotRow> rows = rows(condition);

    assertThat(rows).hasSize(8);
    for (SlotRow row : rows) {
      assertThat(row.marks())
          .as("slot %d", row.slot())
          .isEqualTo(row.slot() == 3 ? List.of(mark) : List.of());
      assertThat(row.requests()).as("marked, not deleted").isEqualTo(100);
    }
  }

  @Test
  void whatIsShorterMarksNothing() {
    Stalls shorter = new Stalls(9 * MS, 9 * MS, 0.09, 0.009);

    assertThat(rows(new SimulatedWorker.Condition(9 * MS, 0.9, 9 * MS, shorter)))
        .allSatisfy(row -> assertThat(row.marks()).isEmpty());
  }

  /// A worker that stood still for three seconds sends one report for all of them.
  @Test
  void aReportOfSeveralSlotsMarksThemAll() {
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    long sequence = 0;
    SimulatedWorker.Condition stood = stalled(0, new Stalls(0, 2_100 * MS, 0, 0));
    SimulatedRun run =
        new SimulatedRun(PLAN, 1).health((_, tick) -> tick == 5 ? stood : SimulatedWorker.QUIET);
    for (RunEvent event : run.events()) {
      if (event instanceof RunEvent.Reported(var interval)) {
        if (interval.sequence() == 3 || interval.sequence() == 4) {
          continue;
        }
        fold.accept(
            SimulatedRun.reported(
                new Interval(
                    interval.worker(),
                    interval.incarnation(),
                    sequence++,
                    interval.untilNs(),
                    interval.arrivals(),
                    interval.requests(),
                    interval.health())));
      } else {
        fold.accept(event);
      }
    }

    assertThat(rows).hasSize(8);
    for (SlotRow row : rows) {
      boolean marked = row.slot() >= 3 && row.slot() <= 5;
      assertThat(row.marks())
          .as("slot %d", row.slot())
          .isEqualTo(marked ? List.of("loop_pause") : List.of());
    }
  }
}
