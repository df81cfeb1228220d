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
    Threshold threshold = run.plan().thresholds().get(index);
    Observed observed = observe(index);
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
    RunTotals.Selection selection = selection(run.plan(), index, run.clock());
    return Observed.of(
        run.plan().thresholds().get(index),
        new Evidence.Whole(run.totals(), selection, run.seconds(selection)));
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
