package dev.spate.measure;

/// The one-second slots of intended start that a run is cut into, counted from arrival 0 of the
/// run.
public final class Slots {
  /// The length of a slot, and the time between two interval reports of a worker.
  public static final long LENGTH_NS = 1_000_000_000L;

  private Slots() {}

  /// The slot that an instant belongs to.
  ///
  /// @param runNs nanoseconds since arrival 0, not negative
  public static int of(long runNs) {
    return (int) (runNs / LENGTH_NS);
  }

  /// When a slot begins, in nanoseconds since arrival 0.
  public static long beginsNs(int slot) {
    return slot * LENGTH_NS;
  }

  /// How many slots a run of this length has.
  public static int count(long durationNs) {
    return (int) ((durationNs + LENGTH_NS - 1) / LENGTH_NS);
  }
}
