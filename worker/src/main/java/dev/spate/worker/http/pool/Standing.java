package dev.spate.worker.http.pool;

import dev.spate.worker.http.io.AgeList;

/// All that take up room in a pool, connections and what is to become one, up to so many.
final class Standing {
  private final AgeList<Carrier> places = new AgeList<>();
  private final int most;
  private int size;

  /// @param most of them, at least one
  Standing(int most) {
    this.most = most;
  }

  int size() {
    return size;
  }

  boolean hasRoom() {
    return size < most;
  }

  /// Adds one that is not in it.
  void add(AgeList.Place<Carrier> place, long nowNs) {
    places.add(place, nowNs);
    size++;
  }

  /// Takes one out that is in it.
  void remove(AgeList.Place<Carrier> place) {
    place.leave();
    size--;
  }

  /// Closes them all.
  void discardAll() {
    for (var first = places.oldest(); first != null; first = places.oldest()) {
      remove(first);
      first.owner().discard();
    }
  }
}
