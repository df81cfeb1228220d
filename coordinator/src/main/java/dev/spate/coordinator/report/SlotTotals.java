package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that is known of a slot at its close, merged over the workers.
///
/// @param closed whether every arrival and request in it has an account
/// @param arrivals by phase
/// @param repeated arrivals begun at lanes that were another's by then; in no account
/// @param requests by row, groups of them as well
/// @param inFlight requests without an answer at the end of the slot
/// @param workers how many were running
/// @param marks what happened to the generator
record SlotTotals(
    int slot,
    boolean closed,
    SortedMap<Integer, ArrivalCounts> arrivals,
    long repeated,
    SortedMap<RequestKey, RequestTotals> requests,
    long inFlight,
    int workers,
    Set<Mark> marks) {

  /// The accounts of all phases together.
  ArrivalCounts allArrivals() {
    return arrivals.values().stream().reduce(ArrivalCounts.NONE, ArrivalCounts::plus);
  }

  private Stream<RequestTotals> rows() {
    return requests.entrySet().stream()
        .filter(row -> !row.getKey().group())
        .map(Map.Entry::getValue);
  }

  /// The response times of all requests together.
  Distribution responseTime() {
    LatencySum observed = new LatencySum(Resolution.MICROSECOND);
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    rows().forEach(row -> row.addResponseTimesTo(observed, censored));
    return new Distribution(observed, censored);
  }

  /// The service times of all requests together.
  LatencySum serviceTime() {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    rows().forEach(row -> sum.add(row.serviceTime()));
    return sum;
  }

  /// How all requests together ended.
  Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> sum = new EnumMap<>(Outcome.class);
    rows().forEach(row -> row.outcomes().forEach((end, count) -> sum.merge(end, count, Long::sum)));
    return sum;
  }

  /// The accounts of all requests together.
  RequestCounts allRequests() {
    return rows().map(RequestTotals::counts).reduce(RequestCounts.NONE, RequestCounts::plus);
  }

  /// The rows outside warm-up by request.
  ///
  /// @param groups whether those of groups, and by group
  SortedMap<Integer, RequestTotals> measured(PhaseClock clock, boolean groups) {
    SortedMap<Integer, RequestTotals> measured = new TreeMap<>();
    requests.forEach((key, row) -> {
      if (key.group() == groups && !clock.warmup(key.phase())) {
        measured.merge(key.request(), row, SlotTotals::sum);
      }
    });
    return measured;
  }

  private static RequestTotals sum(RequestTotals one, RequestTotals other) {
    RequestTotals sum = new RequestTotals();
    sum.add(one);
    sum.add(other);
    return sum;
  }
}
