package dev.spate.cli;

import java.util.Locale;

/// Numbers as people read them.
final class Display {
  private Display() {}

  /// Seconds as a duration with three digits: `850 us`, `2.10 ms`, `1.25 s`.
  static String duration(double seconds) {
    if (seconds < 0.001) {
      return String.format(Locale.ROOT, "%.0f us", seconds * 1e6);
    }
    if (seconds < 1) {
      double ms = seconds * 1e3;
      return String.format(Locale.ROOT, ms < 10 ? "%.2f ms" : ms < 100 ? "%.1f ms" : "%.0f ms", ms);
    }
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
  }

  /// Seconds as minutes and seconds: `0:27`, `1:02:00`.
  static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  /// A rate a second: `500/s`, `0.5/s`.
  static String rate(double perSecond) {
    return String.format(
        Locale.ROOT,
        perSecond >= 10 || perSecond == Math.rint(perSecond) ? "%.0f/s" : "%.1f/s",
        perSecond);
  }

  /// A part of a whole: `0.25 %`.
  static String percent(double part, double whole) {
    return whole <= 0
        ? "0 %"
        : String.format(Locale.ROOT, "%.2g %%", 100 * part / whole).replace("0.0 %", "0 %");
  }
}
