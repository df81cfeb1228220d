package dev.spate.worker;

/// How far a worker is that was asked to leave a run under way.
final class Farewell {
  /// After which one that has said all does not wait for its release any more.
  private static final int TICKS = 3;

  private boolean asked;
  private boolean relieved;
  private int ticks;

  void onAsked() {
    asked = true;
  }

  /// Its lanes are another's.
  void onRelieved() {
    relieved = true;
  }

  boolean asked() {
    return asked;
  }

  /// Whether somebody is still to take its lanes.
  boolean waitsForRelief() {
    return asked && !relieved;
  }

  /// Each second. Whoever was asked to leave and has handed over everything need not wait for the
  /// end of a run that goes on without it.
  ///
  /// @return whether it may go
  boolean onTick(boolean saidAll) {
    ticks = asked && saidAll ? ticks + 1 : 0;
    return ticks > TICKS;
  }
}
