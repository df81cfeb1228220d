package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.WorkerHealth;
import java.util.EnumMap;
import java.util.Map;

/// What belongs to a phase and to no request: the accounts of its arrivals, and how the workers
/// were.
final class PhaseTotals {
  /// Of the metrics of workers.
  private final Map<TimedMetric, LatencySum> sums = new EnumMap<>(TimedMetric.class);

  private final Map<TimedMetric, Batches> batchesOf = new EnumMap<>(TimedMetric.class);
  private ArrivalCounts arrivals = ArrivalCounts.NONE;
  private final SecondMeans secondMeans = new SecondMeans();
  private int batches;

  /// @param batch that the closed slot belongs to
  void add(int batch, ArrivalCounts slot) {
    arrivals = arrivals.plus(slot);
    batches = Math.max(batches, batch + 1);
  }

  /// @param batch that the interval belongs to
  void add(int batch, WorkerHealth health) {
    add(batch, TimedMetric.SCHEDULE_LAG, health.scheduleLag());
    add(batch, TimedMetric.CONNECT_TIME, health.connectTime());
    add(batch, TimedMetric.TLS_TIME, health.tlsTime());
  }

  private void add(int batch, TimedMetric metric, Latencies latencies) {
    sum(metric).add(latencies);
    batches(metric).add(batch, latencies);
  }

  ArrivalCounts arrivals() {
    return arrivals;
  }

  /// The mean response time of each second that lies in this phase alone.
  SecondMeans secondMeans() {
    return secondMeans;
  }

  /// How many batches the closed slots have reached.
  int batches() {
    return batches;
  }

  /// @param metric one of workers
  LatencySum sum(TimedMetric metric) {
    return sums.computeIfAbsent(metric, of -> new LatencySum(of.resolution()));
  }

  /// Likewise.
  Batches batches(TimedMetric metric) {
    return batchesOf.computeIfAbsent(metric, of -> new Batches(of.resolution()));
  }
}
