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
/// @param samples of answers that failed, at most [#MAX_SAMPLES]
/// @param deal the number of the deal of lanes that `untilNs` is about, 0 for the first: of a later
///   one, nothing is said yet
/// @param groups what became of groups, as of requests: how long each took as a whole, and how the
///   first of its requests failed that did; their `request` is the index in
///   [dev.spate.plan.Plan#groupNames()]
public record Interval(
    String worker,
    long incarnation,
    long sequence,
    long untilNs,
    List<ArrivalDelta> arrivals,
    List<RequestDelta> requests,
    WorkerHealth health,
    List<ErrorSample> samples,
    int deal,
    List<RequestDelta> groups) {
  /// So that a report fits a message.
  public static final int MAX_SAMPLES = 100;

  /// @throws IllegalArgumentException with too many samples
  public Interval {
    arrivals = List.copyOf(arrivals);
    requests = List.copyOf(requests);
    samples = List.copyOf(samples);
    groups = List.copyOf(groups);
    if (samples.size() > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "a report has at most " + MAX_SAMPLES + " samples, not " + samples.size());
    }
  }

  /// One without groups.
  public Interval(
      String worker,
      long incarnation,
      long sequence,
      long untilNs,
      List<ArrivalDelta> arrivals,
      List<RequestDelta> requests,
      WorkerHealth health,
      List<ErrorSample> samples,
      int deal) {
    this(
        worker,
        incarnation,
        sequence,
        untilNs,
        arrivals,
        requests,
        health,
        samples,
        deal,
        List.of());
  }

  /// One of the first deal, without samples and groups.
  public Interval(
      String worker,
      long incarnation,
      long sequence,
      long untilNs,
      List<ArrivalDelta> arrivals,
      List<RequestDelta> requests,
      WorkerHealth health) {
    this(worker, incarnation, sequence, untilNs, arrivals, requests, health, List.of(), 0);
  }
}
