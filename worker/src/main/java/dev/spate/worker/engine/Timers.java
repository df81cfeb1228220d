package dev.spate.worker.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Virtual users that pause, ordered by when they go on: a binary heap in two arrays. Grows to the
/// most users that ever paused at once; allocates nothing else. A tie is broken by the heap's
/// shape, which is the same for the same run.
final class Timers {
  private long[] dueNs = new long[64];
  private @Nullable VirtualUser[] users = new @Nullable VirtualUser[64];
  private int size;

  /// When the first one is due; [Long#MAX_VALUE] without any.
  long nextDueNs() {
    return size == 0 ? Long.MAX_VALUE : dueNs[0];
  }

  void add(VirtualUser user, long due) {
    if (size == dueNs.length) {
      dueNs = Arrays.copyOf(dueNs, size * 2);
      users = Arrays.copyOf(users, size * 2);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (dueNs[parent] <= due) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    dueNs[hole] = due;
    users[hole] = user;
  }

  /// Takes out the first one; only where there is one.
  VirtualUser poll() {
    VirtualUser first = users[0];
    size--;
    long due = dueNs[size];
    VirtualUser moving = users[size];
    users[size] = null;
    if (size > 0) {
      settle(moving, due);
    }
    if (first == null) {
      throw new IllegalStateException("no timer");
    }
    return first;
  }

  /// A crowd of users whose pause is over at once goes on in portions, like arrivals.
  ///
  /// @param most of them
  /// @return whether more are due
  boolean goOn(long now, int most) {
    long due = nextDueNs();
    for (int gone = 0; due <= now && gone < most; gone++) {
      poll().onTimer(due);
      due = nextDueNs();
    }
    return due <= now;
  }

  private void settle(@Nullable VirtualUser moving, long due) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && dueNs[child + 1] < dueNs[child]) {
        child++;
      }
      if (dueNs[child] >= due) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    dueNs[hole] = due;
    users[hole] = moving;
  }

  private void move(int from, int to) {
    dueNs[to] = dueNs[from];
    users[to] = users[from];
  }
}
