package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestTotals;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/// All that is known of a slot at its close, merged over the workers.
///
/// @param closed whether every arrival and request in it has an account
/// @param arrivals by phase
/// @param requests by row
/// @param responseTimes by worker: of the requests outside warm-up
/// @param inFlight requests without an answer at the end of the slot
/// @param workers how many were running
/// @param marks what happened to the generator: `gc_pause`, `late`, `worker_lost`, `stop`
record SlotTotals(
    int slot,
    boolean closed,
    SortedMap<Integer, ArrivalCounts> arrivals,
    SortedMap<RequestKey, RequestTotals> requests,
    Map<String, LatencySum> responseTimes,
    long inFlight,
    int workers,
    List<String> marks) {

  /// The accounts of all phases together.
  ArrivalCounts allArrivals() {
    return arrivals.values().stream().reduce(ArrivalCounts.NONE, ArrivalCounts::plus);
  }

  /// The rows that a condition holds for, added up.
  RequestTotals sum(Predicate<RequestKey> rows) {
    RequestTotals sum = new RequestTotals();
    requests.forEach((key, totals) -> {
      if (rows.test(key)) {
        sum.add(totals);
      }
    });
    return sum;
  }
}
