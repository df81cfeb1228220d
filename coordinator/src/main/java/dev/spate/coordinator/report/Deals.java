package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Dealt;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Slots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The deals of a run: from when on each counts, why it was made, and when the load was the plan's
/// again. One small row a deal.
final class Deals {
  /// The part of what was planned in a second that has to be offered in it.
  private static final double ON_PLAN = 0.99;

  private final List<Deal> all = new ArrayList<>();

  /// @param atNs about when it was made, since arrival 0
  /// @param lost with no part any more because it was lost
  /// @param joined with a first part
  /// @param left with no part any more because it wants to leave
  /// @param lanesMoved how many went from one owner to another
  /// @param workers how many have lanes from then on
  record Reason(
      long atNs,
      List<String> lost,
      List<String> joined,
      List<String> left,
      int lanesMoved,
      int workers) {
    Reason {
      lost = List.copyOf(lost);
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  /// One of them.
  static final class Deal {
    private final int number;
    private final long fromNs;
    private final Reason reason;
    private @Nullable Integer onPlanSlot;

    private Deal(int number, long fromNs, Reason reason) {
      this.number = number;
      this.fromNs = fromNs;
      this.reason = reason;
    }

    int number() {
      return number;
    }

    /// Since arrival 0.
    long fromNs() {
      return fromNs;
    }

    Reason reason() {
      return reason;
    }

    /// The first slot after it that offered what was planned; null before there was one.
    @Nullable Integer onPlanSlot() {
      return onPlanSlot;
    }
  }

  void add(Dealt dealt, Reason reason) {
    all.add(new Deal(dealt.deal(), dealt.fromNs(), reason));
  }

  List<Deal> all() {
    return Collections.unmodifiableList(all);
  }

  /// The number of the deal that counts just before an instant; 0 where it is still the first.
  int inForceBefore(long ns) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).fromNs < ns) {
        return all.get(i).number;
      }
    }
    return 0;
  }

  /// The instants that cut a slot into stretches within which no lane changes hands: its begin,
  /// those at which deals begin to count, and its end.
  List<Long> cuts(int slot) {
    TreeSet<Long> cuts = new TreeSet<>(List.of(Slots.beginsNs(slot), Slots.beginsNs(slot + 1)));
    for (int i = all.size() - 1; i >= 0 && all.get(i).fromNs >= Slots.beginsNs(slot); i--) {
      if (all.get(i).fromNs < Slots.beginsNs(slot + 1)) {
        cuts.add(all.get(i).fromNs);
      }
    }
    return List.copyOf(cuts);
  }

  /// Whether one began to count in a slot.
  boolean anyIn(int slot) {
    return cuts(slot).size() > 2
        || all.stream().anyMatch(deal -> deal.fromNs == Slots.beginsNs(slot));
  }

  /// @param arrivals of the slot, all phases together
  void onSlotClosed(int slot, ArrivalCounts arrivals) {
    if (arrivals.planned() == 0 || arrivals.begun() < arrivals.planned() * ON_PLAN) {
      return;
    }
    for (int i = all.size() - 1; i >= 0 && all.get(i).onPlanSlot == null; i--) {
      if (all.get(i).fromNs <= Slots.beginsNs(slot)) {
        all.get(i).onPlanSlot = slot;
      }
    }
  }
}
