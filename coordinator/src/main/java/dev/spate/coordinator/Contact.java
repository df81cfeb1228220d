package dev.spate.coordinator;

/// How far a worker and this coordinator are in touch. Immutable.
///
/// @param reach whether it reports to this coordinator
/// @param heardNs when it last said anything, on the coordinator's clock: silence is counted from
///   then. Of one that is awaited, when it is to be back at the latest
/// @param begun whether it knows when arrival 0 is due, as far as it said anything that shows it
/// @param startSeenNs when arrival 0 is due on the coordinator's clock by what the worker said when
///   it was adopted; [#UNSEEN] where it was not
record Contact(Reach reach, long heardNs, boolean begun, long startSeenNs) {
  static final long UNSEEN = Long.MIN_VALUE;

  enum Reach {
    /// It works for a coordinator that is no more, and did not introduce itself to this one yet.
    AWAITED,
    /// It was told to report to this coordinator, and did not answer yet.
    ASKED,
    /// It reports to this coordinator.
    HERE
  }

  /// With a worker that is told to start.
  static Contact since(long heardNs) {
    return new Contact(Reach.HERE, heardNs, false, UNSEEN);
  }

  /// With a worker that another coordinator commanded.
  static Contact awaited(long untilNs) {
    return new Contact(Reach.AWAITED, untilNs, false, UNSEEN);
  }

  /// It is to be back by then at the latest, or earlier.
  Contact by(long untilNs) {
    return new Contact(reach, Math.min(heardNs, untilNs), begun, startSeenNs);
  }

  Contact asked() {
    return new Contact(Reach.ASKED, heardNs, begun, startSeenNs);
  }

  Contact heard(Moment now) {
    return new Contact(reach, now.monotonicNs(), begun, startSeenNs);
  }

  /// It reported, so it was told when to start.
  Contact working() {
    return new Contact(reach, heardNs, true, startSeenNs);
  }

  Contact adopted(boolean hasBegun, long startNs) {
    return new Contact(Reach.HERE, heardNs, begun || hasBegun, startNs);
  }

  /// It is told when to start.
  ///
  /// @param startNs when arrival 0 was due, on the coordinator's clock
  Contact startingAt(long startNs) {
    return new Contact(reach, heardNs, begun, startNs);
  }

  /// Time that passed while nobody listened does not count as silence.
  Contact later(long byNs) {
    return new Contact(reach, heardNs + byNs, begun, startSeenNs);
  }
}
