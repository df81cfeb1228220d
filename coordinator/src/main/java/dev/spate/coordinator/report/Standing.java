package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.ThresholdResult;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/// How the thresholds stand while a run goes on. To look at one may mean to add up the histograms
/// of all requests, so each time as many are looked at as there is time for, in turn.
final class Standing {
  /// For all of them, each time.
  private static final long MOST_NS = 20_000_000L;

  private final int thresholds;
  private final List<ThresholdResult> latest = new ArrayList<>();
  private int next;

  Standing(Plan plan) {
    this.thresholds = plan.thresholds().size();
  }

  /// One row a threshold, in the order of the plan.
  List<ThresholdResult> of(RunState run) {
    Thresholds judge = new Thresholds(run);
    while (latest.size() < thresholds) {
      latest.add(judge.unknown(latest.size()));
    }
    long beginNs = System.nanoTime();
    for (int looked = 0; looked < thresholds && System.nanoTime() - beginNs < MOST_NS; looked++) {
      latest.set(next, judge.soFar(next));
      next = (next + 1) % thresholds;
    }
    return List.copyOf(latest);
  }
}
