package dev.spate.worker;

/// For how long no coordinator has said anything about a run, counted in ticks of a second: a
/// worker that stood still has not waited. It counts from the start of the traffic at the earliest,
/// because a coordinator has nothing to say between the order to start and the first report.
final class Silence {
  private static final long TICK_NS = 1_000_000_000L;

  /// So long is a part of a run kept for somebody who asks for it.
  private static final long FORGET_TICKS = 3_600;

  /// So long it waits for the start of one that it is prepared for.
  private static final long UNBEGUN_TICKS = 120;

  private final long graceNs;
  private long ticks;
  private boolean traffic;

  /// @param graceNs for which a worker goes on
  Silence(long graceNs) {
    this.graceNs = graceNs;
  }

  void onTick() {
    ticks++;
  }

  void onTraffic() {
    traffic = true;
    ticks = 0;
  }

  void onWord() {
    ticks = 0;
  }

  /// Whether the worker is to send nothing more, since nobody commands. The first tick comes at any
  /// time after a word, so it counts for nothing: the grace is a minimum.
  boolean isOrphan() {
    return traffic && (ticks - 1) * TICK_NS >= graceNs;
  }

  /// Whether nobody is to be waited for any longer.
  boolean isForGood(boolean begun) {
    return ticks >= (begun ? FORGET_TICKS : UNBEGUN_TICKS);
  }
}
