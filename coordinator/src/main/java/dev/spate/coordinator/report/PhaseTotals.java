package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import dev.spate.measure.WorkerHealth;

/// What belongs to a phase and to no request: the accounts of its arrivals, and how the workers
/// were.
final class PhaseTotals {
  private final LatencySum scheduleLag = new LatencySum(Resolution.NANOSECOND);
  private final LatencySum connectTime = new LatencySum(Resolution.MICROSECOND);
  private final Batches scheduleLagBatches = new Batches(Resolution.NANOSECOND);
  private final Batches connectTimeBatches = new Batches(Resolution.MICROSECOND);
  private ArrivalCounts arrivals = ArrivalCounts.NONE;
  private int batches;

  /// @param batch that the closed slot belongs to
  void add(int batch, ArrivalCounts slot) {
    arrivals = arrivals.plus(slot);
    batches = Math.max(batches, batch + 1);
  }

  /// @param batch that the interval belongs to
  void add(int batch, WorkerHealth health) {
    scheduleLag.add(health.scheduleLag());
    connectTime.add(health.connectTime());
    scheduleLagBatches.add(batch, health.scheduleLag());
    connectTimeBatches.add(batch, health.connectTime());
  }

  ArrivalCounts arrivals() {
    return arrivals;
  }

  /// How many batches the closed slots have reached.
  int batches() {
    return batches;
  }

  /// @param metric one of workers
  LatencySum sum(TimedMetric metric) {
    return metric == TimedMetric.SCHEDULE_LAG ? scheduleLag : connectTime;
  }

  /// Likewise.
  Batches batches(TimedMetric metric) {
    return metric == TimedMetric.SCHEDULE_LAG ? scheduleLagBatches : connectTimeBatches;
  }
}
