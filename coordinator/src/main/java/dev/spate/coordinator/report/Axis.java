package dev.spate.coordinator.report;

import java.util.ArrayList;
import java.util.List;

/// A scale from values to a length, with round numbers to label it.
///
/// @param from the value at 0
/// @param to the value at `length`
record Axis(double from, double to, double length, boolean logarithmic, List<Double> ticks) {
  Axis {
    ticks = List.copyOf(ticks);
  }

  /// From 0 to a round number at or above the highest value.
  static Axis linear(double highest, double length, int about) {
    double step = roundStep(Math.max(highest, 1e-9) / about);
    double to = Math.ceil(Math.max(highest, 1e-9) / step - 1e-9) * step;
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= to + step / 2; i++) {
      ticks.add(i * step);
    }
    return new Axis(0, to, length, false, ticks);
  }

  /// Seconds from 0 to the end, with a label each 1, 2, 5, 10, 15, 30 s …
  static Axis time(double endSeconds, double length, int about) {
    double[] steps = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 86_400};
    double step = steps[steps.length - 1];
    for (int i = steps.length - 1; i >= 0; i--) {
      step = endSeconds / steps[i] <= about ? steps[i] : step;
    }
    List<Double> ticks = new ArrayList<>();
    for (double tick = 0; tick <= endSeconds + 1e-9; tick += step) {
      ticks.add(tick);
    }
    return new Axis(0, Math.max(1, endSeconds), length, false, ticks);
  }

  /// Decades that hold both values, which are above 0.
  static Axis decades(double lowest, double highest, double length) {
    double from = Math.pow(10, Math.floor(Math.log10(lowest) + 1e-9));
    double to = Math.pow(10, Math.ceil(Math.log10(highest) - 1e-9));
    to = to <= from ? from * 10 : to;
    List<Double> ticks = new ArrayList<>();
    for (double tick = from; tick <= to * 1.000_1; tick *= 10) {
      ticks.add(tick);
    }
    return new Axis(from, to, length, true, ticks);
  }

  private static double roundStep(double least) {
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    double part = least / decade;
    return decade * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
  }

  /// Where a value is, 0 to `length`; outside values are at the ends.
  double at(double value) {
    double part =
        logarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return Math.clamp(part, 0.0, 1.0) * length;
  }
}
