package dev.spate.coordinator.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Runs beside each other. The first one is the baseline of each other one.
///
/// @param remarks what else a reader should know of them, a sentence each
public record Comparison(List<RunColumn> runs, List<RunPair> pairs, List<String> remarks) {
  /// How many runs are compared at most, with the baseline.
  public static final int MOST_RUNS = 5;

  /// With fewer pairs the test hardly ever finds anything.
  static final int LEAST_PARTS = 10;

  private static final int MOST_PARTS = 20;

  /// A part of this length is much longer than most queues remember.
  private static final int GOOD_PART_SECONDS = 10;

  public Comparison {
    runs = List.copyOf(runs);
    pairs = List.copyOf(pairs);
    remarks = List.copyOf(remarks);
  }

  /// Compares runs by what they left in their directories.
  ///
  /// @param directories of 2 to [#MOST_RUNS] runs, the baseline first
  /// @throws ComparisonException where they cannot be compared
  public static Comparison of(List<Path> directories) {
    if (directories.size() < 2 || directories.size() > MOST_RUNS) {
      throw new ComparisonException("a comparison is of 2 to " + MOST_RUNS + " runs");
    }
    List<ComparedRun> runs = directories.stream().map(ComparedRun::read).toList();
    requireDifferent(runs);
    int parts = parts(runs);
    List<ResponseTimes.Cut> cuts = runs.stream().map(run -> run.times().in(parts)).toList();
    List<RunColumn> columns = new ArrayList<>();
    List<RunPair> pairs = new ArrayList<>();
    for (int index = 0; index < runs.size(); index++) {
      columns.add(RunColumn.of(runs.get(index).report(), cuts.get(index).whole().curve()));
      if (index > 0) {
        pairs.add(
            new Pairing(runs.getFirst(), cuts.getFirst(), runs.get(index), cuts.get(index))
                .result());
      }
    }
    return new Comparison(columns, pairs, ComparisonRemarks.of(runs));
  }

  private static void requireDifferent(List<ComparedRun> runs) {
    var ids = new HashSet<String>();
    for (ComparedRun run : runs) {
      if (!ids.add(run.id())) {
        throw new ComparisonException("run " + run.id() + " is named twice");
      }
      if (run.times().seconds() == 0) {
        throw new ComparisonException(
            "run " + run.id() + " has no requests outside warm-up: there is nothing to compare");
      }
    }
  }

  /// As many as make parts of a good length, within limits; one where a run is too short.
  private static int parts(List<ComparedRun> runs) {
    int seconds = runs.stream().mapToInt(run -> run.times().seconds()).min().orElse(0);
    return seconds < LEAST_PARTS
        ? 1
        : Math.clamp(seconds / GOOD_PART_SECONDS, LEAST_PARTS, MOST_PARTS);
  }

  /// Whether a percentile of the response time of any run rose for sure by more than a part of what
  /// it was in the baseline.
  ///
  /// @param part 0.05 for 5 %
  public boolean roseBeyond(double part) {
    return pairs.stream().anyMatch(pair -> pair.roseBeyond(part));
  }

  /// Whether there is a run that nothing could be said of.
  public boolean undecided() {
    return pairs.stream().anyMatch(pair -> pair.outcome() == RunPair.Outcome.NOT_COMPARABLE);
  }
}
