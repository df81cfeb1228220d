package dev.spate.coordinator.report;

import dev.spate.measure.RequestTotals;
import java.util.SortedMap;

/// Hears what was measured outside warm-up in each slot, as it closes, in order.
@FunctionalInterface
interface SlotHistograms {
  /// @param requests by the request's index in [dev.spate.plan.Plan#requestNames()]
  /// @param groups by the group's index in [dev.spate.plan.Plan#groupNames()]
  void onSlotMeasured(
      int slot,
      SortedMap<Integer, RequestTotals> requests,
      SortedMap<Integer, RequestTotals> groups);
}
