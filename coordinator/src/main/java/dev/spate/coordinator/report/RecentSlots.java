package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The response times of the latest closed slots, for the live view.
final class RecentSlots {
  private static final int SLOTS = 5;

  private final ArrayDeque<LatencySum> latest = new ArrayDeque<>();

  void add(LatencySum slot) {
    if (latest.size() == SLOTS) {
      latest.removeFirst();
    }
    latest.addLast(slot);
  }

  /// @return seconds; null without requests
  @Nullable Double percentile(double percent) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    latest.forEach(sum::add);
    return sum.count() == 0 ? null : sum.secondsAt(percent);
  }
}
