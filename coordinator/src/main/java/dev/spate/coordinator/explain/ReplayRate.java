package dev.spate.coordinator.explain;

import dev.spate.plan.Instants;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The rate of a replay over its phase: on average within parts of equal length, of a second at
/// least where the phase is as long.
///
/// @param perSecond part by part
record ReplayRate(double partNs, List<Double> perSecond) {
  private static final int MOST_PARTS = 60;
  private static final long SECOND_NS = 1_000_000_000L;

  static ReplayRate of(Instants instants, long durationNs) {
    int parts = Math.clamp(durationNs / SECOND_NS, 1, MOST_PARTS);
    double partNs = (double) durationNs / parts;
    List<Double> perSecond = new ArrayList<>();
    long before = 0;
    for (int part = 1; part <= parts; part++) {
      long until = instants.arrivalsBefore(Math.round(part * partNs));
      perSecond.add((until - before) * SECOND_NS / partNs);
      before = until;
    }
    return new ReplayRate(partNs, List.copyOf(perSecond));
  }

  double most() {
    return Collections.max(perSecond);
  }
}
