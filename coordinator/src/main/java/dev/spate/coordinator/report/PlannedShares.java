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

  /// What is due at one worker in a slot, by phase; zeros for closed phases.
  static final class Due {
    private final long[] all;
    private final long[] never;

    private Due(int phases) {
      this.all = new long[phases];
      this.never = new long[phases];
    }

    /// At its lanes.
    long all(int phase) {
      return all[phase];
    }

    /// Of those, the ones that it cannot have begun: at lanes that it never heard were its own, or
    /// after it was last heard of.
    long never(int phase) {
      return never[phase];
    }
  }

  /// What is due in a slot. Of a worker that is gone it also notes for how long nobody had its
  /// users.
  ///
  /// @param stopNs when a stop was asked for
  Map<WorkerFold, Due> of(int slot, Collection<WorkerFold> workers, long stopNs) {
    Map<WorkerFold, Due> due = new HashMap<>();
    for (WorkerFold worker : workers) {
      due.put(worker, new Due(clock.phases()));
    }
    List<Long> cuts = deals.cuts(slot);
    // Stretch by stretch, and the workers within it: a lane is counted forwards.
    for (int i = 0; i + 1 < cuts.size(); i++) {
      for (int phase = 0; phase < clock.phases(); phase++) {
        if (clock.overlap(slot, phase)) {
          for (WorkerFold worker : workers) {
            Due own = Objects.requireNonNull(due.get(worker));
            add(phase, worker, cuts.get(i), cuts.get(i + 1), stopNs, own);
          }
        } else {
          arithmetic.remove(phase);
        }
      }
    }
    return due;
  }

  private void add(int phase, WorkerFold worker, long fromNs, long untilNs, long stopNs, Due due) {
    long phaseNs = clock.beginsNs(phase);
    long beginsNs = Math.max(fromNs, phaseNs);
    long endsNs = Math.min(Math.min(untilNs, clock.endsNs(phase)), worker.scheduleEndNs(stopNs));
    Lanes lanes = worker.holdings().at(fromNs);
    if (lanes.size() == 0 || beginsNs >= endsNs) {
      return;
    }
    PlannedArrivals arrivals = arithmetic(phase);
    if (arrivals != null) {
      Lanes unheard = worker.unheard(lanes, deals.inForceBefore(untilNs));
      Lanes heard = unheard.size() == 0 ? lanes : Holdings.without(lanes, unheard);
      long goneNs = worker.gone() ? Math.clamp(worker.untilNs(), beginsNs, endsNs) : endsNs;
      long known = arrivals.due(heard, beginsNs - phaseNs, goneNs - phaseNs);
      long never =
          arrivals.due(heard, goneNs - phaseNs, endsNs - phaseNs)
              + arrivals.due(unheard, beginsNs - phaseNs, endsNs - phaseNs);
      due.all[phase] += known + never;
      due.never[phase] += never;
    } else if (worker.gone()) {
      long unheardNs = Math.max(0, endsNs - Math.max(beginsNs, worker.untilNs()));
      worker.addLostLaneTime(lanes.size() * (unheardNs / 1e9));
    }
  }

  private @Nullable PlannedArrivals arithmetic(int phase) {
    if (clock.closedLoad(phase)) {
      return null;
    }
    return arithmetic.computeIfAbsent(
        phase, _ -> Objects.requireNonNull(PlannedArrivals.of(plan, phase)));
  }
}
