package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.RequestDelta;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one worker has to account for in one open slot. Its distributions are in the slot's own
/// sums ([OpenSlot]): here is only what differs from worker to worker.
final class SlotShare {
  /// Of one who said nothing; nobody adds to it.
  static final SlotShare NONE = new SlotShare();

  private final SortedMap<Integer, ArrivalCounts> arrivals = new TreeMap<>();
  private final SortedMap<RequestKey, Long> unended = new TreeMap<>();
  private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
  private long inFlightAtCut;

  void add(ArrivalDelta delta) {
    arrivals.merge(delta.phase(), delta.counts(), ArrivalCounts::plus);
  }

  void add(RequestKey key, RequestDelta delta) {
    long begun = delta.started();
    for (long ended : delta.outcomes().values()) {
      begun -= ended;
    }
    if (begun != 0) {
      unended.merge(key, begun, SlotShare::sum);
    }
  }

  /// An entry of nothing is none.
  @SuppressWarnings("NullAway") // a remapping function says so with null
  private static Long sum(long one, long other) {
    return one + other == 0 ? null : Long.valueOf(one + other);
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

  /// How many requests began and did not end, by row; rows without any are not there.
  SortedMap<RequestKey, Long> unended() {
    return Collections.unmodifiableSortedMap(unended);
  }

  /// Whether everything that came due at the worker has an account, and every request has ended.
  boolean settled() {
    return unended.isEmpty() && arrivals.values().stream().allMatch(ArrivalCounts::balanced);
  }

  long inFlightAtCut() {
    return inFlightAtCut;
  }

  /// What happened to the worker in the slot.
  Set<Mark> marks() {
    return marks;
  }
}
