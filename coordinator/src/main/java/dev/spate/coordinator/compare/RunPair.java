package dev.spate.coordinator.compare;

import java.util.List;
import java.util.stream.Stream;

/// What the response times of two runs say about each other.
///
/// @param pairs of parts, one of each run; 0 where they are too short for a test
/// @param pairSeconds about how long each part is
/// @param rows all requests together: each percentile, and the requests a second
/// @param requests those that both have, one by one
record RunPair(
    String baseline,
    String run,
    int pairs,
    double pairSeconds,
    List<Difference> rows,
    List<Difference> requests) {
  RunPair {
    rows = List.copyOf(rows);
    requests = List.copyOf(requests);
  }

  /// In a word, what the percentiles of all requests say.
  enum Outcome {
    SLOWER,
    FASTER,
    /// Some percentiles rose, others fell.
    MIXED,
    NO_DIFFERENCE,
    /// No percentile could be tested.
    NOT_COMPARABLE
  }

  Outcome outcome() {
    if (percentiles().noneMatch(row -> row.finding() instanceof Difference.Tested)) {
      return Outcome.NOT_COMPARABLE;
    }
    boolean rose = percentiles().anyMatch(Difference::rose);
    boolean fell = percentiles().anyMatch(Difference::fell);
    return rose && fell
        ? Outcome.MIXED
        : rose ? Outcome.SLOWER : fell ? Outcome.FASTER : Outcome.NO_DIFFERENCE;
  }

  private Stream<Difference> percentiles() {
    return rows.stream().filter(row -> row.percent() != null);
  }

  /// Whether a percentile of all requests rose for sure by more than a part of what it was.
  boolean roseBeyond(double part) {
    return percentiles()
        .anyMatch(row ->
            row.rose()
                && row.finding() instanceof Difference.Tested tested
                && tested.low() > 1 + part);
  }
}
