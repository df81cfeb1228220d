package dev.spate.coordinator.plan;

import dev.spate.plan.Rate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rates as plans write them: `20/s`, `600/m`, `0.5/s`, `3600/h`. Exact.
public final class Rates {
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,12})?) ?/ ?(s|m|h)");
  private static final Pattern ALMOST =
      Pattern.compile(
          "([0-9]{1,18}(?:\\.[0-9]{1,12})?) *(?:/|per|a)? *"
              + "(rps|rpm|qps|sec|second|min|minute|hour|hr|s|m|h)?");

  private static final BigInteger MAX_ARRIVALS = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger MAX_PERIOD_NS = BigInteger.valueOf(Durations.DAY_NS);

  /// Nobody means a rate by more.
  private static final int LONGEST = 60;

  private Rates() {}

  static Optional<Rate> read(Value value) {
    return value.text("a rate such as 20/s").flatMap(text -> read(value, text));
  }

  /// Reads a part of a value.
  static Optional<Rate> read(Value value, String text) {
    Matcher rate = RATE.matcher(text);
    if (!rate.matches()) {
      value.problem(
          "must be a rate such as 20/s or 600/m, not \"" + Paths.printable(text) + "\"",
          suggestion(text));
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(rate.group(1)).stripTrailingZeros();
    BigDecimal positive = number.scale() < 0 ? number.setScale(0) : number;
    BigInteger arrivals = positive.unscaledValue();
    BigInteger period =
        BigInteger.valueOf(periodNs(rate.group(2))).multiply(BigInteger.TEN.pow(positive.scale()));
    BigInteger divisor = arrivals.gcd(period);
    arrivals = arrivals.divide(divisor);
    period = period.divide(divisor);
    if (arrivals.compareTo(period) > 0) {
      value.problem("must be at most 1000000000/s, not " + text, "");
      return Optional.empty();
    }
    if (arrivals.compareTo(MAX_ARRIVALS) > 0 || period.compareTo(MAX_PERIOD_NS) > 0) {
      value.problem(
          "has more digits than can be scheduled exactly: " + text,
          "fewer digits, or a number a minute (/m) or an hour (/h)");
      return Optional.empty();
    }
    return Optional.of(new Rate(arrivals.longValueExact(), period.longValueExact()));
  }

  private static long periodNs(String unit) {
    return switch (unit) {
      case "s" -> Durations.SECOND_NS;
      case "m" -> 60 * Durations.SECOND_NS;
      default -> Durations.HOUR_NS;
    };
  }

  private static String suggestion(String text) {
    if (text.length() > LONGEST) {
      return "";
    }
    Matcher almost = ALMOST.matcher(text);
    if (!almost.matches()) {
      return "";
    }
    String word = almost.group(2) == null ? "s" : almost.group(2);
    String unit =
        switch (word) {
          case "m", "min", "minute", "rpm" -> "m";
          case "h", "hr", "hour" -> "h";
          default -> "s";
        };
    return "did you mean " + almost.group(1) + "/" + unit + "?";
  }

  /// A rate as plans write it: a second where that is exact, else with the period that is.
  public static String format(Rate rate) {
    for (String unit : new String[] {"s", "m", "h"}) {
      BigDecimal periods = BigDecimal.valueOf(periodNs(unit));
      try {
        BigDecimal number =
            BigDecimal.valueOf(rate.arrivals())
                .multiply(periods)
                .divide(BigDecimal.valueOf(rate.periodNs()));
        return number.stripTrailingZeros().toPlainString() + "/" + unit;
      } catch (ArithmeticException _) {
        // No finite decimal in this unit; the next has more factors.
      }
    }
    return rate.toString();
  }
}
