package dev.spate.coordinator.report;

import java.util.Comparator;

/// A row of the report.
///
/// @param phase index in the plan
/// @param group whether it is a group of requests, timed as a whole, and in no sum of requests
/// @param request index in [dev.spate.plan.Plan#requestNames()], or of a group in
///   [dev.spate.plan.Plan#groupNames()]
record RequestKey(int phase, boolean group, int request) implements Comparable<RequestKey> {
  private static final Comparator<RequestKey> ORDER =
      Comparator.comparingInt(RequestKey::phase)
          .thenComparing(RequestKey::group)
          .thenComparingInt(RequestKey::request);

  @Override
  public int compareTo(RequestKey other) {
    return ORDER.compare(this, other);
  }
}
