package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.RequestTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one worker reported of one open slot. The deltas stay encoded until the slot closes: a slot
/// that waits for a slow answer is small.
final class SlotShare {
  private final SortedMap<Integer, ArrivalCounts> arrivals = new TreeMap<>();
  private final List<RequestDelta> requests = new ArrayList<>();
  private long inFlight;
  private long inFlightAtCut;
  private boolean paused;
  private boolean late;

  void add(ArrivalDelta delta) {
    arrivals.merge(delta.phase(), delta.counts(), ArrivalCounts::plus);
  }

  void add(RequestDelta delta) {
    requests.add(delta);
    inFlight += delta.started();
    for (long count : delta.outcomes().values()) {
      inFlight -= count;
    }
  }

  /// How the worker was at the cut nearest to the end of the slot.
  void onCut(long requestsInFlight, boolean gcPaused, boolean behindSchedule) {
    inFlightAtCut = requestsInFlight;
    paused |= gcPaused;
    late |= behindSchedule;
  }

  /// The accounts by phase, of the phases that the worker reported.
  SortedMap<Integer, ArrivalCounts> arrivals() {
    return arrivals;
  }

  /// Whether everything that came due at the worker has an account, and every request has ended.
  boolean settled() {
    return inFlight == 0 && arrivals.values().stream().allMatch(ArrivalCounts::balanced);
  }

  long inFlightAtCut() {
    return inFlightAtCut;
  }

  /// Whether a garbage collection held the worker up.
  boolean paused() {
    return paused;
  }

  /// Whether the worker was late.
  boolean late() {
    return late;
  }

  /// The sum of the deltas by row.
  SortedMap<RequestKey, RequestTotals> totals() {
    SortedMap<RequestKey, RequestTotals> totals = new TreeMap<>();
    for (RequestDelta delta : requests) {
      totals
          .computeIfAbsent(new RequestKey(delta.phase(), delta.request()), _ -> new RequestTotals())
          .add(delta);
    }
    return totals;
  }
}
