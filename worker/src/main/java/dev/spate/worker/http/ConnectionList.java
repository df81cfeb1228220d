package dev.spate.worker.http;

import org.jspecify.annotations.Nullable;

/// Connections in order of the instant since which they are in it, oldest first. A place in it
/// belongs to the connection, so nothing is allocated and leaving from the middle costs nothing.
///
/// As all connections of a list have the same timeout, the first one is the next to time out: no
/// timer per request, only a look at the head. It serves as a stack as well.
final class ConnectionList {
  /// A connection's place in at most one list.
  static final class Place {
    final Connection connection;
    private long sinceNs;
    private @Nullable Place older;
    private @Nullable Place younger;
    private @Nullable ConnectionList list;

    Place(Connection connection) {
      this.connection = connection;
    }

    /// Since when the connection is in the list.
    long sinceNs() {
      return sinceNs;
    }

    /// Leaves the list, if it is in one.
    void leave() {
      if (list != null) {
        list.remove(this);
      }
    }
  }

  private @Nullable Place oldest;
  private @Nullable Place youngest;

  boolean isEmpty() {
    return oldest == null;
  }

  @Nullable Place oldest() {
    return oldest;
  }

  @Nullable Place youngest() {
    return youngest;
  }

  /// Adds a place. One that is there for longer than others goes before them; that is rare, and
  /// they are few.
  void add(Place place, long sinceNs) {
    place.leave();
    place.sinceNs = sinceNs;
    Place before = youngest;
    while (before != null && before.sinceNs - sinceNs > 0) {
      before = before.older;
    }
    Place after = before == null ? oldest : before.younger;
    link(before, place);
    link(place, after);
    place.list = this;
  }

  private void remove(Place place) {
    link(place.older, place.younger);
    place.older = null;
    place.younger = null;
    place.list = null;
  }

  private void link(@Nullable Place older, @Nullable Place younger) {
    if (older == null) {
      oldest = younger;
    } else {
      older.younger = younger;
    }
    if (younger == null) {
      youngest = older;
    } else {
      younger.older = older;
    }
  }
}
