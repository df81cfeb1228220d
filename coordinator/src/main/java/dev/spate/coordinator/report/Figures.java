package dev.spate.coordinator.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers for people: three significant digits and the unit that suits.
public final class Figures {
  /// What stands for a number that there is not.
  static final String NONE = "-";

  /// What stands for a percentile of too few durations.
  static final String TOO_FEW = "n/a (too few)";

  private Figures() {}

  /// `212 µs`, `12.3 ms`, `3.20 s`, `120 s`.
  public static String time(double seconds) {
    double size = Math.abs(seconds);
    if (size == 0) {
      return "0 s";
    }
    if (size < 0.999_5e-6) {
      return digits(seconds * 1e9) + " ns";
    }
    if (size < 0.999_5e-3) {
      return digits(seconds * 1e6) + " µs";
    }
    return size < 0.999_5 ? digits(seconds * 1e3) + " ms" : digits(seconds) + " s";
  }

  static String time(@Nullable Double seconds) {
    return seconds == null ? NONE : time(seconds.doubleValue());
  }

  /// With `≥` where it is only a lower bound.
  static String time(@Nullable Double seconds, boolean censored) {
    return (censored && seconds != null ? "≥ " : "") + time(seconds);
  }

  /// A percentile as far as it may be shown.
  static String percentile(Report.@Nullable Percentile percentile) {
    return percentile == null
        ? NONE
        : shown(percentile) ? time(percentile.value(), percentile.censored()) : TOO_FEW;
  }

  /// Whether a percentile may be shown: too few durations make no number. But "at least so long" is
  /// true of this run however few they are, and a server that hangs must not hide behind it.
  static boolean shown(Report.Percentile percentile) {
    return percentile.reliable() || percentile.censored();
  }

  /// `1,234,567`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// A second: `0.50/s`, `12.3/s`, `12,300/s`.
  public static String rate(double perSecond) {
    return (perSecond >= 999.5 ? count(Math.round(perSecond)) : digits(perSecond)) + "/s";
  }

  /// `0.12 %`, `12.3 %`, `100 %`.
  public static String part(double part) {
    return digits(part * 100) + " %";
  }

  /// A part of a whole, as far as there is a whole.
  static String part(long part, long whole) {
    return whole == 0 ? NONE : part((double) part / whole);
  }

  /// Powers of 1,024: `1.21 MiB`.
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1023.5 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : digits(size)) + " " + units[unit];
  }

  /// Three significant digits without an exponent; whole numbers as they are, where they are below
  /// 1,000.
  static String digits(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1_000) {
      return Long.toString(Math.round(value));
    }
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0095 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /// Seconds as minutes and seconds: `0:27`, `1:02:00`.
  public static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return whole < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
  }

  /// A number and its noun: `1 worker`, `2 workers`.
  public static String of(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
