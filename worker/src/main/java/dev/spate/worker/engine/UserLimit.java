package dev.spate.worker.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/// How many virtual users a loop may have in an open phase: its lanes' share of the plan's limit,
/// which a deal changes at an instant. Instants are since arrival 0.
final class UserLimit {
  private record Change(long fromNs, long limit) {}

  private final Deque<Change> changes = new ArrayDeque<>();
  private long limit;
  private long nextNs = Long.MAX_VALUE;

  UserLimit(long limit) {
    this.limit = limit;
  }

  /// From an instant on it is this one, whatever was to hold there.
  void change(long fromNs, long limit) {
    while (!changes.isEmpty() && changes.getLast().fromNs() >= fromNs) {
      changes.removeLast();
    }
    changes.addLast(new Change(fromNs, limit));
    nextNs = changes.getFirst().fromNs();
  }

  /// When it changes next; [Long#MAX_VALUE] for never.
  long nextNs() {
    return nextNs;
  }

  void passTo(long ns) {
    while (ns >= nextNs) {
      limit = changes.removeFirst().limit();
      nextNs = changes.isEmpty() ? Long.MAX_VALUE : changes.getFirst().fromNs();
    }
  }

  boolean allows(long users) {
    return users < limit;
  }
}
