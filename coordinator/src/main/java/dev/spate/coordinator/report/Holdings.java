package dev.spate.coordinator.report;

import dev.spate.plan.Lanes;
import java.util.TreeMap;

/// Which lanes a worker has, and from when on.
final class Holdings {
  private final TreeMap<Long, Lanes> byInstant = new TreeMap<>();
  private int count;

  /// @param fromNs since arrival 0
  Holdings(long fromNs, Lanes lanes) {
    byInstant.put(0L, Lanes.of(lanes.total()));
    take(fromNs, lanes);
  }

  /// From an instant on it has these and no others, whatever was dealt before.
  void take(long fromNs, Lanes lanes) {
    byInstant.tailMap(fromNs, true).clear();
    byInstant.put(fromNs, lanes);
    count = lanes.size() > 0 ? lanes.size() : count;
  }

  /// What it has at an instant that was not forgotten.
  Lanes at(long ns) {
    return byInstant.floorEntry(ns).getValue();
  }

  /// What it has in the end, as far as was dealt.
  Lanes last() {
    return byInstant.lastEntry().getValue();
  }

  /// Nobody will ask for what it had before.
  void forgetBefore(long ns) {
    byInstant.headMap(byInstant.floorKey(ns), false).clear();
  }

  /// How many lanes are in one set and not in another.
  static int moved(Lanes from, Lanes to) {
    int moved = 0;
    for (int position = 0; position < from.size(); position++) {
      moved += to.contains(from.lane(position)) ? 0 : 1;
    }
    return moved;
  }

  /// How many it has, or had when it last had any.
  int count() {
    return count;
  }
}
