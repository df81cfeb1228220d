package dev.spate.coordinator.report;

import dev.spate.plan.Lanes;
import java.util.TreeMap;
import java.util.stream.IntStream;

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

  /// The lanes of one set that are not in another.
  static Lanes without(Lanes lanes, Lanes others) {
    int[] rest =
        IntStream.range(0, lanes.size())
            .map(lanes::lane)
            .filter(lane -> !others.contains(lane))
            .toArray();
    return Lanes.of(lanes.total(), rest);
  }

  /// How many it has, or had when it last had any.
  int count() {
    return count;
  }
}
