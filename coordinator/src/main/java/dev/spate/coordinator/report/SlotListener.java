package dev.spate.coordinator.report;

/// Hears of each slot as it closes, in order.
@FunctionalInterface
public interface SlotListener {
  void onSlotClosed(SlotRow row);
}
