package dev.spate.worker.engine;

import org.jspecify.annotations.Nullable;

/// The virtual users of one loop: those in a flow, in a linked list, and those of open phases that
/// wait to be used again. Allocates only when more are in a flow than ever before.
final class VirtualUsers {
  private @Nullable VirtualUser active;
  private @Nullable VirtualUser free;
  private long inFlight;
  private long lastEndNs = Long.MIN_VALUE;

  /// One for an arrival of an open phase.
  VirtualUser take(LoopContext context) {
    VirtualUser user = free;
    if (user == null) {
      return new VirtualUser(context);
    }
    free = user.next;
    user.next = null;
    return user;
  }

  /// Takes back what [#take] gave.
  void give(VirtualUser user) {
    user.next = free;
    free = user;
  }

  void onBegun(VirtualUser user) {
    user.previous = null;
    user.next = active;
    if (active != null) {
      active.previous = user;
    }
    active = user;
  }

  void onEnded(VirtualUser user) {
    if (user.previous == null) {
      active = user.next;
    } else {
      user.previous.next = user.next;
    }
    if (user.next != null) {
      user.next.previous = user.previous;
    }
    user.previous = null;
    user.next = null;
  }

  void onSent() {
    inFlight++;
  }

  void onEndOfRequest(long endNs) {
    inFlight--;
    lastEndNs = endNs;
  }

  /// When a request ended last, and so made room for those that waited for it.
  long lastEndNs() {
    return lastEndNs;
  }

  /// Requests without an answer.
  long inFlight() {
    return inFlight;
  }

  boolean idle() {
    return active == null;
  }

  /// Ends the flow of everyone who is in one.
  void interruptAll(long nowNs) {
    for (VirtualUser user = active; user != null; user = user.next) {
      user.interrupt(nowNs);
    }
    active = null;
    inFlight = 0;
  }
}
