package dev.spate.coordinator.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Gathers problems while a plan is read. Past [#MAX] it only counts.
final class Problems {
  /// More than anybody reads, and little enough to send.
  static final int MAX = 100;

  private final Set<Problem> gathered = new LinkedHashSet<>();
  private int more;

  void add(Position at, String path, String message, String suggestion) {
    Problem problem = new Problem(at.line(), at.column(), path, message, suggestion);
    if (gathered.size() < MAX) {
      gathered.add(problem);
    } else if (!gathered.contains(problem)) {
      more++;
    }
  }

  boolean none() {
    return gathered.isEmpty();
  }

  /// In the order of the text.
  List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(gathered);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (more > 0) {
      Problem last = sorted.getLast();
      sorted.add(new Problem(last.line(), last.column(), "", "and " + more + " more problems", ""));
    }
    return sorted;
  }
}
