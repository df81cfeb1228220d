package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Crossing;
import dev.spate.measure.Slots;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Judges thresholds while the run goes on, with each slot that closes: those with windows, and
/// those that end the run (`abortOnFail`). The slot that a stop falls into, and what comes after
/// it, is not judged.
final class ThresholdWatch {
  private final PhaseClock clock;
  private final RunTotals totals;
  private final List<Watched> all = new ArrayList<>();
  private @Nullable Crossing crossing;
  private boolean over;

  /// A threshold that is judged.
  ///
  /// @param abortsFromNs since arrival 0: before, it ends nothing
  /// @param window null where it is about the whole run
  private record Watched(
      Threshold threshold,
      RunTotals.Selection selection,
      long abortsFromNs,
      @Nullable ThresholdWindow window) {}

  /// @param totals of the slots that are closed, the one that is judged included
  ThresholdWatch(Plan plan, PhaseClock clock, RunTotals totals) {
    this.clock = clock;
    this.totals = totals;
    for (int index = 0; index < plan.thresholds().size(); index++) {
      Threshold threshold = plan.thresholds().get(index);
      RunTotals.Selection selection = Thresholds.selection(plan, index, clock);
      all.add(
          new Watched(
              threshold,
              selection,
              beginsNs(selection) + threshold.delayAbortEvalNs(),
              threshold.windowed() ? new ThresholdWindow(threshold, selection) : null));
    }
  }

  /// When the first phase that is selected begins.
  private long beginsNs(RunTotals.Selection selection) {
    return IntStream.range(0, clock.phases())
        .filter(selection.phases())
        .mapToLong(clock::beginsNs)
        .min()
        .orElse(0);
  }

  /// Takes the next slot that closed.
  void onSlotClosed(SlotTotals slot) {
    over |= slot.marks().contains(Mark.STOP);
    if (over) {
      return;
    }
    for (int index = 0; index < all.size(); index++) {
      judge(index, all.get(index), slot);
    }
  }

  private void judge(int index, Watched watched, SlotTotals slot) {
    Threshold threshold = watched.threshold();
    long selectedNs = selectedNs(watched.selection(), slot.slot());
    ThresholdWindow window = watched.window();
    Observed observed = null;
    if (window == null) {
      observed = aborts(watched, slot) && selectedNs > 0 ? soFar(watched, slot) : null;
    } else if (selectedNs == Slots.LENGTH_NS) {
      observed = window.add(slot);
    } else {
      window.interrupt();
    }
    Double value = observed == null ? null : observed.value();
    if (observed != null
        && value != null
        && aborts(watched, slot)
        && observed.decided(threshold)
        && !observed.holds(threshold)) {
      crossing = new Crossing(index, value, Slots.beginsNs(slot.slot() + 1));
    }
  }

  private boolean aborts(Watched watched, SlotTotals slot) {
    return crossing == null
        && watched.threshold().abortOnFail()
        && Slots.beginsNs(slot.slot() + 1) >= watched.abortsFromNs();
  }

  /// A percentile is as sure as it has durations, as in a window.
  private Observed soFar(Watched watched, SlotTotals slot) {
    RunTotals.Selection selection = watched.selection();
    long untilNs = Slots.beginsNs(slot.slot() + 1);
    double seconds = clock.coveredNs(selection.phases(), 0, untilNs) / 1e9;
    Evidence.Whole whole = new Evidence.Whole(totals, selection, seconds);
    return Observed.of(watched.threshold(), new Evidence.SoFar(whole));
  }

  /// How much of a slot lies in selected phases.
  private long selectedNs(RunTotals.Selection selection, int slot) {
    return clock.coveredNs(selection.phases(), Slots.beginsNs(slot), Slots.beginsNs(slot + 1));
  }

  /// The windows of a threshold; null where it is about the whole run.
  ///
  /// @param index in the plan
  @Nullable ThresholdWindow window(int index) {
    return all.get(index).window();
  }

  /// The first threshold that ends the run and did not hold; null where all held.
  @Nullable Crossing crossing() {
    return crossing;
  }
}
