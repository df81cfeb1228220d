package dev.spate.worker.engine;

import org.jspecify.annotations.Nullable;

/// The virtual users of one loop: those in a flow, in a linked list, and those of open phases that
/// wait to be used again. Allocates only when more are in a flow than ever before.
final class VirtualUsers {
  private final InFlight inFlight = new InFlight();
  private @Nullable VirtualUser active;
  private @Nullable VirtualUser free;
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

  /// @param intendedNs when the request was due
  void onSent(long intendedNs) {
    inFlight.onStarted(intendedNs);
  }

  /// @param intendedNs what [#onSent] was told
  void onEndOfRequest(long intendedNs, long endNs) {
    inFlight.onEnded(intendedNs, Math.max(intendedNs, endNs));
    lastEndNs = endNs;
  }

  /// When a request ended last, and so made room for those that waited for it.
  long lastEndNs() {
    return lastEndNs;
  }

  /// The requests without an answer.
  InFlight inFlight() {
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
    inFlight.onInterrupted(nowNs);
  }
}
