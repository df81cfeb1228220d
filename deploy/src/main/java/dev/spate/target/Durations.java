package dev.spate.target;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: a number and a unit, `250ms`, `1.5s`, `2m`, `1h`, `200us`.
public final class Durations {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final BigDecimal LONGEST_NS = BigDecimal.valueOf(30L * 24 * 3_600_000_000_000L);

  private Durations() {}

  /// Nanoseconds of a written duration, at most 30 days.
  ///
  /// @throws IllegalArgumentException with a sentence for people
  public static long parseNs(String text) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration: write a number and a unit, such as 250ms, 1.5s or 2m");
    }
    long unit = UNITS.getOrDefault(matcher.group(2), 1L);
    BigDecimal ns = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    if (ns.compareTo(LONGEST_NS) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than 30 days");
    }
    return ns.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
