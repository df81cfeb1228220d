package dev.spate.coordinator.plan;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as plans write them, with units: `250ms`, `30s`, `2m`, `1h`, `1m30s`, `1.5s`.
public final class Durations {
  static final long MILLISECOND_NS = 1_000_000;
  static final long SECOND_NS = 1_000_000_000;
  static final long HOUR_NS = 3_600 * SECOND_NS;
  static final long DAY_NS = 24 * HOUR_NS;

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "\u00b5s",
          1_000L,
          "\u03bcs",
          1_000L,
          "ms",
          MILLISECOND_NS,
          "s",
          SECOND_NS,
          "m",
          60 * SECOND_NS,
          "h",
          HOUR_NS,
          "d",
          DAY_NS);

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,12})?)(ns|us|\u00b5s|\u03bcs|ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART + "){1,8}");
  private static final Pattern BARE = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");
  private static final Pattern WORDY =
      Pattern.compile(
          "([0-9]{1,9}(?:\\.[0-9]{1,9})?) *"
              + "(msecs?|millis|milliseconds?|secs?|seconds?|mins?|minutes?|hrs?|hours?|[a-zA-Z]{1,2})");

  private Durations() {}

  static Optional<Long> read(Value value, long leastNs, long mostNs) {
    return value.text("a duration such as 30s").flatMap(text -> read(value, text, leastNs, mostNs));
  }

  /// How long something may take at most: 1 ms to 1 hour.
  static Optional<Long> readTimeout(Value value) {
    return read(value, MILLISECOND_NS, HOUR_NS);
  }

  /// Reads a part of a value.
  static Optional<Long> read(Value value, String text, long leastNs, long mostNs) {
    if (!WHOLE.matcher(text).matches()) {
      value.problem(
          "must be a duration such as 250ms, 30s, 2m or 1h, not \"" + Paths.printable(text) + "\"",
          suggestion(text));
      return Optional.empty();
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long unit = UNITS.getOrDefault(part.group(2), 0L);
      sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
    }
    boolean whole = sum.stripTrailingZeros().scale() <= 0;
    if (!whole
        || sum.compareTo(BigDecimal.valueOf(leastNs)) < 0
        || sum.compareTo(BigDecimal.valueOf(mostNs)) > 0) {
      value.problem(
          whole
              ? "must be " + format(leastNs) + " to " + format(mostNs) + ", not " + text
              : "must be a whole number of nanoseconds, not " + text,
          "");
      return Optional.empty();
    }
    return Optional.of(sum.longValueExact());
  }

  private static String suggestion(String text) {
    if (BARE.matcher(text).matches()) {
      return "did you mean " + text + "s?";
    }
    Matcher wordy = WORDY.matcher(text);
    if (!wordy.matches()) {
      return "";
    }
    String unit =
        switch (wordy.group(2)) {
          case "ms", "msec", "msecs", "millis", "millisecond", "milliseconds", "MS", "mS" -> "ms";
          case "s", "S", "sec", "secs", "second", "seconds" -> "s";
          case "m", "min", "mins", "minute", "minutes" -> "m";
          case "h", "H", "hr", "hrs", "hour", "hours" -> "h";
          default -> "";
        };
    return unit.isEmpty() ? "" : "did you mean " + wordy.group(1) + unit + "?";
  }

  /// A duration as plans write it, exactly.
  public static String format(long ns) {
    if (ns == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = appendWhole(text, ns, DAY_NS, "d");
    rest = appendWhole(text, rest, HOUR_NS, "h");
    rest = appendWhole(text, rest, 60 * SECOND_NS, "m");
    if (rest >= SECOND_NS) {
      text.append(decimal(rest, SECOND_NS)).append('s');
    } else if (rest >= MILLISECOND_NS) {
      text.append(decimal(rest, MILLISECOND_NS)).append("ms");
    } else if (rest > 0) {
      text.append(rest).append("ns");
    }
    return text.toString();
  }

  private static long appendWhole(StringBuilder text, long ns, long unit, String name) {
    if (ns >= unit) {
      text.append(ns / unit).append(name);
    }
    return ns % unit;
  }

  private static String decimal(long ns, long unit) {
    BigDecimal quotient = BigDecimal.valueOf(ns).divide(BigDecimal.valueOf(unit));
    return quotient.stripTrailingZeros().toPlainString();
  }
}
