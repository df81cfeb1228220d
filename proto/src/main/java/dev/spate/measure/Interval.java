package dev.spate.measure;

import java.util.List;

/// A worker's report for one tick: deltas since its last one. The worker, its incarnation and the
/// sequence number name it, so a repeated one is recognized and a gap is visible. All counts and
/// histograms in it were cut at one instant.
///
/// @param worker the worker's name in the cluster
/// @param incarnation another number each time the worker's process starts
/// @param sequence 0, 1, 2, … within the run
/// @param untilNs the instant of the cut, in nanoseconds since arrival 0: all that was due before
///   is in this report or an earlier one, begun, or waiting for a limit
public record Interval(
    String worker,
    long incarnation,
    long sequence,
    long untilNs,
    List<ArrivalDelta> arrivals,
    List<RequestDelta> requests,
    WorkerHealth health) {
  public Interval {
    arrivals = List.copyOf(arrivals);
    requests = List.copyOf(requests);
  }
}
