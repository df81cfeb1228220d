package dev.spate.worker;

/// For how long no coordinator has said anything about a run, counted in ticks of a second: a
/// worker that stood still has not waited.
final class Silence {
  private static final long TICK_NS = 1_000_000_000L;

  /// So long is a part of a run kept for somebody who asks for it.
  private static final long FORGET_TICKS = 3_600;

  /// So long it waits for the start of one that it is prepared for.
  private static final long UNBEGUN_TICKS = 120;

  private final long graceNs;
  private long ticks;

  /// @param graceNs for which a worker goes on
  Silence(long graceNs) {
    this.graceNs = graceNs;
  }

  void onTick() {
    ticks++;
  }

  void onWord() {
    ticks = 0;
  }

  /// Whether the worker is to send nothing more, since nobody commands.
  boolean isOrphan() {
    return ticks * TICK_NS >= graceNs;
  }

  /// Whether nobody is to be waited for any longer.
  boolean isForGood(boolean begun) {
    return ticks >= (begun ? FORGET_TICKS : UNBEGUN_TICKS);
  }
}
