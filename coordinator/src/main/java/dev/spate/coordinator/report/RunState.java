package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Plan;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a fold knows, for those who draw conclusions from it.
///
/// @param started null where the run did not start
/// @param closed null while it goes on, or where its events ended before it did
/// @param cut whether nothing follows, and the run was not closed
/// @param stopRequested null where nobody asked for its end
/// @param slowest the slot outside warm-up with the longest p99; null without requests
record RunState(
    RunEvent.Opened opened,
    RunEvent.@Nullable Started started,
    RunEvent.@Nullable Closed closed,
    boolean cut,
    RunEvent.@Nullable StopRequested stopRequested,
    PhaseClock clock,
    RunTotals totals,
    ThresholdWatch watch,
    SlotTable slots,
    @Nullable SlotRow slowest,
    Collection<WorkerFold> workers,
    List<Deals.Deal> deals,
    List<Report.ErrorSample> errorSamples,
    List<RunEvent.WentThrough> once) {

  Plan plan() {
    return opened.plan();
  }

  /// Whether somebody stopped it, before or after its start.
  boolean stopped() {
    return stopRequested != null || (closed != null && closed.ending() == Ending.STOPPED);
  }

  /// The threshold that ended it; null where none did.
  RunEvent.@Nullable Crossing crossing() {
    return stopRequested == null ? null : stopRequested.crossing();
  }

  /// Every phase but warm-up, every request.
  RunTotals.Selection measured() {
    return new RunTotals.Selection(phase -> !clock.warmup(phase), _ -> true);
  }

  /// Until when the schedule was followed, in nanoseconds since arrival 0.
  long scheduleEndNs() {
    return started == null ? 0 : slots.scheduleEndNs();
  }

  /// How long the selected phases lasted, as far as the schedule was followed.
  double seconds(RunTotals.Selection selection) {
    return clock.coveredNs(selection.phases(), 0, scheduleEndNs()) / 1e9;
  }

  /// Reports that came after a gap that was never filled, of workers that finished.
  long reportsAfterGap() {
    return workers.stream().filter(worker -> !worker.gone()).mapToLong(WorkerFold::afterGap).sum();
  }

  /// Whether every arrival and request of the run has exactly one account.
  boolean balanced() {
    return totals.ledger().balanced()
        && totals.unclosedSlots() == 0
        && slots.lateDeltas() == 0
        && slots.strayDeltas() == 0
        && reportsAfterGap() == 0;
  }
}
