package dev.spate.coordinator.compare;

import org.jspecify.annotations.Nullable;

/// A figure of two runs and what can be said of its difference.
///
/// @param request null for all requests together
/// @param percent of the response times; null for the requests a second
/// @param baseline seconds, or a second
/// @param value of the other run, likewise
record Difference(
    @Nullable String request,
    @Nullable Double percent,
    double baseline,
    double value,
    Finding finding) {
  /// What can be said.
  sealed interface Finding permits Tested, Untested {}

  /// @param ratio of the other run to the baseline, the geometric mean over the pairs of parts
  /// @param low lower end of its interval; 0 where it is unbounded
  /// @param high upper end; infinite where it is unbounded
  /// @param pValue of the sign-flip test
  /// @param different whether the test, corrected for how many there are, says so
  /// @param detectable the smallest change, as a part, that would be found in 80 of 100 comparisons
  record Tested(
      double ratio, double low, double high, double pValue, boolean different, double detectable)
      implements Finding {
    /// The largest change, as a part of the baseline, that there may be and is not seen.
    double missed() {
      return Math.max(detectable, Math.max(high, 1 / low) - 1);
    }
  }

  /// @param why as the end of a sentence
  record Untested(String why) implements Finding {}

  /// `p99`, or `requests/s`.
  String name() {
    return percent == null ? "requests/s" : Percents.name(percent);
  }

  boolean rose() {
    return finding instanceof Tested tested && tested.different() && tested.ratio() > 1;
  }

  boolean fell() {
    return finding instanceof Tested tested && tested.different() && tested.ratio() < 1;
  }
}
