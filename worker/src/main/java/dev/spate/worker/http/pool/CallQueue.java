package dev.spate.worker.http.pool;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Calls, first come, first served. A call is in one queue at most and is its own link, so nothing
/// is allocated. It has no limit of its own: a virtual user has one request under way at a time, so
/// all queues of a loop together are no longer than its users are many.
public final class CallQueue {
  private @Nullable Call first;
  private @Nullable Call last;
  private int size;

  public boolean isEmpty() {
    return first == null;
  }

  public int size() {
    return size;
  }

  /// The one that leaves next; null where there is none.
  public @Nullable Call first() {
    return first;
  }

  public void add(Call call) {
    call.next = null;
    if (last == null) {
      first = call;
    } else {
      last.next = call;
    }
    last = call;
    size++;
  }

  /// Adds a call before all others.
  public void addFirst(Call call) {
    call.next = first;
    first = call;
    if (last == null) {
      last = call;
    }
    size++;
  }

  /// Takes the first one out.
  ///
  /// @throws NoSuchElementException where there is none
  public Call remove() {
    Call removed = first;
    if (removed == null) {
      throw new NoSuchElementException("no call");
    }
    first = removed.next;
    if (first == null) {
      last = null;
    }
    removed.next = null;
    size--;
    return removed;
  }

  /// Takes one out wherever it stands; looks at all before it.
  ///
  /// @return whether it was there
  public boolean remove(Call call) {
    if (first == call) {
      remove();
      return true;
    }
    for (Call before = first; before != null; before = before.next) {
      if (before.next == call) {
        before.next = call.next;
        if (last == call) {
          last = before;
        }
        call.next = null;
        size--;
        return true;
      }
    }
    return false;
  }

  /// Moves all calls of another queue, in their order, before those of this one.
  public void addAllFirst(CallQueue others) {
    if (others.last != null) {
      others.last.next = first;
      first = others.first;
      last = last == null ? others.last : last;
      size += others.size;
      others.clear();
    }
  }

  /// Forgets all calls.
  public void clear() {
    first = null;
    last = null;
    size = 0;
  }
}
