package dev.spate.worker.http.io;

import org.jspecify.annotations.Nullable;

/// Things in order of the instant since which they are in it, oldest first. A place in it belongs
/// to the thing, so nothing is allocated and leaving from the middle costs nothing.
///
/// Where all things of a list have the same timeout, the first one is the next to time out: no
/// timer for each, only a look at the head. It serves as a stack as well.
///
/// @param <T> the owners of places
public final class AgeList<T> {
  /// A thing's place in at most one list at a time.
  public static final class Place<T> {
    private final T owner;
    private long sinceNs;
    private @Nullable Place<T> older;
    private @Nullable Place<T> younger;
    private @Nullable AgeList<T> list;

    public Place(T owner) {
      this.owner = owner;
    }

    public T owner() {
      return owner;
    }

    /// Since when the owner is in the list.
    public long sinceNs() {
      return sinceNs;
    }

    /// Whether it is in a list.
    public boolean taken() {
      return list != null;
    }

    /// Leaves the list, if it is in one.
    public void leave() {
      if (list != null) {
        list.remove(this);
      }
    }
  }

  private @Nullable Place<T> oldest;
  private @Nullable Place<T> youngest;

  public boolean isEmpty() {
    return oldest == null;
  }

  public @Nullable Place<T> oldest() {
    return oldest;
  }

  public @Nullable Place<T> youngest() {
    return youngest;
  }

  /// The oldest, if it is in the list for `ageNs` or longer.
  public @Nullable Place<T> oldestOf(long ageNs, long nowNs) {
    return oldest != null && nowNs - oldest.sinceNs >= ageNs ? oldest : null;
  }

  /// How long it takes from `nowNs` until the oldest is in the list for `ageNs`: 0 or less where it
  /// is already, [Long#MAX_VALUE] where there is none.
  public long untilAgeNs(long ageNs, long nowNs) {
    return oldest == null ? Long.MAX_VALUE : oldest.sinceNs - nowNs + ageNs;
  }

  /// Adds a place. One that is there for longer than others goes before them; that is rare, and
  /// they are few.
  public void add(Place<T> place, long sinceNs) {
    place.leave();
    place.sinceNs = sinceNs;
    Place<T> before = youngest;
    while (before != null && before.sinceNs - sinceNs > 0) {
      before = before.older;
    }
    Place<T> after = before == null ? oldest : before.younger;
    link(before, place);
    link(place, after);
    place.list = this;
  }

  private void remove(Place<T> place) {
    link(place.older, place.younger);
    place.older = null;
    place.younger = null;
    place.list = null;
  }

  private void link(@Nullable Place<T> older, @Nullable Place<T> younger) {
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
