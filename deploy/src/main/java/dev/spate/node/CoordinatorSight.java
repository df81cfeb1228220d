package dev.spate.node;

/// Whether a worker's node still sees its coordinator. A network that is broken for a moment is no
/// loss; nor is a coordinator that has not been there yet. Not for several threads.
final class CoordinatorSight {
  /// What a look has changed.
  enum Change {
    NONE,
    /// It is there, for the first time.
    FOUND,
    /// It was there, and has not been for as long as is waited for it.
    LOST
  }

  private final long patienceNs;
  private boolean found;
  private boolean lost;
  private long seenNs;

  /// @param patienceNs for how long it may be out of sight
  CoordinatorSight(long patienceNs) {
    this.patienceNs = patienceNs;
  }

  /// One look.
  ///
  /// @param visible whether a coordinator is a member, and can be reached
  /// @param nowNs on the monotonic clock
  Change onLook(boolean visible, long nowNs) {
    if (visible) {
      seenNs = nowNs;
      boolean first = !found;
      found = true;
      return first ? Change.FOUND : Change.NONE;
    }
    if (found && !lost && nowNs - seenNs >= patienceNs) {
      lost = true;
      return Change.LOST;
    }
    return Change.NONE;
  }
}
