package dev.spate.coordinator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// The runs that are over, the last one first, as many as are kept.
final class FinishedRuns {
  static final int MOST = 1_000;

  private final Deque<RunSummary> runs;
  private final int most;

  /// @param before the last one first
  /// @param most how many are listed
  FinishedRuns(Collection<RunSummary> before, int most) {
    this.runs = new ArrayDeque<>(before);
    this.most = most;
  }

  void add(RunSummary run) {
    runs.addFirst(run);
    if (runs.size() > most) {
      runs.removeLast();
    }
  }

  void remove(String run) {
    runs.removeIf(summary -> summary.id().equals(run));
  }

  boolean has(String run) {
    return runs.stream().anyMatch(summary -> summary.id().equals(run));
  }

  List<RunSummary> all() {
    return List.copyOf(runs);
  }
}
