package dev.spate.worker.http.pool;

import java.util.ArrayDeque;

/// Carriers that have something to do, but not inside the callback that gave it to them.
final class PutOff {
  /// The most that are held back while a batch of answers is read.
  private static final int BATCH = 32;

  private final ArrayDeque<Carrier> carriers = new ArrayDeque<>();

  boolean isEmpty() {
    return carriers.isEmpty();
  }

  void add(Carrier carrier) {
    carriers.add(carrier);
  }

  /// Has those do it that are there; what that puts off in turn is for the next time, or a target
  /// that refuses at once would keep a closed loop here for good.
  void proceed() {
    for (int count = carriers.size(); count > 0; count--) {
      carriers.remove().proceed();
    }
  }

  /// Does so if they are as many as are held back.
  void proceedIfMany() {
    if (carriers.size() >= BATCH) {
      proceed();
    }
  }

  void clear() {
    carriers.clear();
  }
}
