package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Crossing;
import dev.spate.coordinator.report.Report.ThresholdResult;
import dev.spate.plan.Plan;
import dev.spate.plan.Threshold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Holds the plan's thresholds against the whole run, or those with windows against the worst of
/// theirs; warm-up left out unless a threshold names a warm-up phase.
final class Thresholds {
  private final RunState run;

  Thresholds(RunState run) {
    this.run = run;
  }

  List<ThresholdResult> results() {
    List<ThresholdResult> results = new ArrayList<>();
    for (int index = 0; index < run.plan().thresholds().size(); index++) {
      results.add(result(index));
    }
    return results;
  }

  private ThresholdResult result(int index) {
    return result(index, observe(index));
  }

  /// As it stands while the run goes on: a percentile is as sure as it has durations.
  ThresholdResult soFar(int index) {
    ThresholdWindow window = run.watch().window(index);
    return result(
        index,
        window != null
            ? window.worst()
            : Observed.of(run.plan().thresholds().get(index), new Evidence.SoFar(evidence(index))));
  }

  /// Before anything is known of it.
  ThresholdResult unknown(int index) {
    return result(index, Observed.NOTHING);
  }

  private ThresholdResult result(int index, Observed observed) {
    Threshold threshold = run.plan().thresholds().get(index);
    Crossing crossing = run.crossing();
    ThresholdWindow window = run.watch().window(index);
    boolean decided = observed.decided(threshold);
    return new ThresholdResult(
        threshold.subject(),
        threshold.expression(),
        decided && observed.holds(threshold),
        observed.value(),
        threshold.limit(),
        observed.censored(),
        observed.reliable(),
        decided,
        threshold.windowed() ? Double.valueOf(threshold.windowNs() / 1e9) : null,
        window == null || window.worstSlot() < 0 ? null : Double.valueOf(window.worstSlot() + 1.0),
        crossing != null && crossing.threshold() == index);
  }

  /// @param index of the threshold in the plan
  Observed observe(int index) {
    ThresholdWindow window = run.watch().window(index);
    if (window != null) {
      return window.worst();
    }
    return Observed.of(run.plan().thresholds().get(index), evidence(index));
  }

  private Evidence.Whole evidence(int index) {
    RunTotals.Selection selection = selection(run.plan(), index, run.clock());
    return new Evidence.Whole(run.totals(), selection, run.seconds(selection));
  }

  /// What a threshold of a plan is about.
  static RunTotals.Selection selection(Plan plan, int index, PhaseClock clock) {
    Threshold threshold = plan.thresholds().get(index);
    int phase = plan.phases().stream().map(p -> p.name()).toList().indexOf(threshold.phase());
    boolean ofGroup = !threshold.group().isEmpty();
    int row =
        ofGroup
            ? plan.groupNames().indexOf(threshold.group())
            : plan.requestNames().indexOf(threshold.request());
    return new RunTotals.Selection(
        threshold.phase().isEmpty() ? p -> !clock.warmup(p) : p -> p == phase,
        !threshold.tag().isEmpty()
            ? tagged(plan, threshold.tag())::get
            : !ofGroup && threshold.request().isEmpty() ? _ -> true : r -> r == row,
        ofGroup);
  }

  /// The requests that have a tag, by number.
  private static BitSet tagged(Plan plan, String tag) {
    BitSet tagged = new BitSet();
    List<String> names = plan.requestNames();
    for (int request = 0; request < names.size(); request++) {
      tagged.set(request, plan.tagsOf(names.get(request)).contains(tag));
    }
    return tagged;
  }
}
