package dev.spate.coordinator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// The runs that are over, the last one first, as many as are listed.
final class FinishedRuns {
  static final int MOST = 1_000;

  private final Deque<RunSummary> runs;

  /// @param before the last one first
  FinishedRuns(Collection<RunSummary> before) {
    this.runs = new ArrayDeque<>(before);
  }

  void add(RunSummary run) {
    runs.addFirst(run);
    if (runs.size() > MOST) {
      runs.removeLast();
    }
  }

  boolean has(String run) {
    return runs.stream().anyMatch(summary -> summary.id().equals(run));
  }

  List<RunSummary> all() {
    return List.copyOf(runs);
  }
}
