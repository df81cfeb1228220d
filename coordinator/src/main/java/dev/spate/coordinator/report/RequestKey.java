package dev.spate.coordinator.report;

import java.util.Comparator;

/// A row of the report.
///
/// @param phase index in the plan
/// @param request index in [dev.spate.plan.Plan#requestNames()]
record RequestKey(int phase, int request) implements Comparable<RequestKey> {
  private static final Comparator<RequestKey> ORDER =
      Comparator.comparingInt(RequestKey::phase).thenComparingInt(RequestKey::request);

  @Override
  public int compareTo(RequestKey other) {
    return ORDER.compare(this, other);
  }
}
