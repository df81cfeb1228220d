package dev.spate.compare;

import java.util.Locale;

/// What a figure should be. Nothing fails where it is not: machines differ.
///
/// @param ofRatio whether it is about the ratio to the peer
/// @param atLeast whether more is better
record Goal(boolean ofRatio, boolean atLeast, double limit) {
  static Goal atLeast(double limit) {
    return new Goal(false, true, limit);
  }

  static Goal atMost(double limit) {
    return new Goal(false, false, limit);
  }

  static Goal ratioAtLeast(double limit) {
    return new Goal(true, true, limit);
  }

  static Goal ratioAtMost(double limit) {
    return new Goal(true, false, limit);
  }

  boolean metBy(double figure) {
    return atLeast ? figure >= limit : figure <= limit;
  }

  String show(Unit unit) {
    String shown = ofRatio ? String.format(Locale.ROOT, "%.2f ×", limit) : unit.show(limit);
    return (atLeast ? "≥ " : "≤ ") + shown;
  }
}
