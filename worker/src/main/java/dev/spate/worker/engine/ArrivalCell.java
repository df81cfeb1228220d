package dev.spate.worker.engine;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;

/// What became of the arrivals of one phase and slot since the last cut.
final class ArrivalCell {
  private int phase;
  private int slot;
  private long planned;
  private long begun;
  private long completed;
  private long interrupted;
  private long dropped;
  private long missed;

  void reset(int phase, int slot) {
    this.phase = phase;
    this.slot = slot;
    planned = 0;
    begun = 0;
    completed = 0;
    interrupted = 0;
    dropped = 0;
    missed = 0;
  }

  int slot() {
    return slot;
  }

  void onPlanned() {
    planned++;
  }

  void onBegun() {
    begun++;
  }

  void onCompleted() {
    completed++;
  }

  void onInterrupted() {
    interrupted++;
  }

  void onDropped() {
    dropped++;
  }

  void onMissed() {
    missed++;
  }

  boolean sameKey(ArrivalCell other) {
    return phase == other.phase && slot == other.slot;
  }

  void add(ArrivalCell other) {
    planned += other.planned;
    begun += other.begun;
    completed += other.completed;
    interrupted += other.interrupted;
    dropped += other.dropped;
    missed += other.missed;
  }

  ArrivalDelta toDelta() {
    return new ArrivalDelta(
        phase, slot, new ArrivalCounts(planned, begun, completed, interrupted, dropped, missed, 0));
  }
}
