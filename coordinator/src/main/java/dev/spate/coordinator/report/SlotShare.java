package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.RequestTotals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one worker reported of one open slot. The deltas stay encoded until the slot closes: a slot
/// that waits for a slow answer is small.
final class SlotShare {
  /// Of one who said nothing; nobody adds to it.
  static final SlotShare NONE = new SlotShare();

  private final SortedMap<Integer, ArrivalCounts> arrivals = new TreeMap<>();
  private final List<RequestDelta> requests = new ArrayList<>();
  private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
  private long inFlight;
  private long inFlightAtCut;

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

  /// How many requests had no answer at the cut nearest to the end of the slot.
  void onCut(long requestsInFlight) {
    inFlightAtCut = requestsInFlight;
  }

  /// What happened to the worker.
  void mark(Set<Mark> happened) {
    marks.addAll(happened);
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

  /// What happened to the worker in the slot.
  Set<Mark> marks() {
    return marks;
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
