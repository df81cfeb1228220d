package dev.spate.coordinator.report;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the schedule calls for at each worker, slot by slot and forwards: its lanes of each deal in
/// the stretch of the slot in which that deal counts.
final class PlannedShares {
  private final Plan plan;
  private final PhaseClock clock;
  private final Deals deals;
  private final Map<Integer, PlannedArrivals> arithmetic = new HashMap<>();

  PlannedShares(Plan plan, PhaseClock clock, Deals deals) {
    this.plan = plan;
    this.clock = clock;
    this.deals = deals;
  }

  /// How many arrivals are due in a slot, by worker and phase; zeros for closed phases. Of a worker
  /// that is gone it also notes for how long nobody had its users.
  ///
  /// @param stopNs when a stop was asked for
  Map<WorkerFold, long[]> of(int slot, Collection<WorkerFold> workers, long stopNs) {
    Map<WorkerFold, long[]> due = new HashMap<>();
    workers.forEach(worker -> due.put(worker, new long[clock.phases()]));
    List<Long> cuts = deals.cuts(slot);
    // Stretch by stretch, and the workers within it: a lane is counted forwards.
    for (int i = 0; i + 1 < cuts.size(); i++) {
      for (int phase = 0; phase < clock.phases(); phase++) {
        if (clock.overlap(slot, phase)) {
          for (WorkerFold worker : workers) {
            long[] counts = Objects.requireNonNull(due.get(worker));
            counts[phase] += due(phase, worker, cuts.get(i), cuts.get(i + 1), stopNs);
          }
        } else {
          arithmetic.remove(phase);
        }
      }
    }
    return due;
  }

  private long due(int phase, WorkerFold worker, long fromNs, long untilNs, long stopNs) {
    long beginsNs = Math.max(fromNs, clock.beginsNs(phase));
    long endsNs = Math.min(Math.min(untilNs, clock.endsNs(phase)), worker.scheduleEndNs(stopNs));
    Lanes lanes = worker.holdings().at(fromNs);
    if (lanes.size() == 0 || beginsNs >= endsNs) {
      return 0;
    }
    PlannedArrivals arrivals = arithmetic(phase);
    if (arrivals != null) {
      return arrivals.due(lanes, beginsNs - clock.beginsNs(phase), endsNs - clock.beginsNs(phase));
    }
    if (worker.gone()) {
      long unheardNs = Math.max(0, endsNs - Math.max(beginsNs, worker.untilNs()));
      worker.addLostLaneTime(lanes.size() * (unheardNs / 1e9));
    }
    return 0;
  }

  private @Nullable PlannedArrivals arithmetic(int phase) {
    if (clock.closedLoad(phase)) {
      return null;
    }
    return arithmetic.computeIfAbsent(
        phase, _ -> Objects.requireNonNull(PlannedArrivals.of(plan, phase)));
  }
}
