package dev.spate.coordinator.plan;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parts of a whole as plans write them: `5%` or `0.05`.
final class Parts {
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,12})?|\\.[0-9]{1,12}) ?(%)?");

  private Parts() {}

  /// Reads a value or a part of it: 0 to 1.
  static Optional<BigDecimal> read(Value value, String text) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      value.problem("must be a part such as 1% or 0.01, not \"" + Paths.printable(text) + "\"", "");
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(part.group(1));
    boolean percent = part.group(2) != null;
    BigDecimal fraction = percent ? number.movePointLeft(2) : number;
    if (fraction.compareTo(BigDecimal.ONE) > 0) {
      value.problem(
          "must be at most 100% or 1, not " + text,
          percent ? "" : "did you mean " + part.group(1) + "%?");
      return Optional.empty();
    }
    return Optional.of(fraction);
  }
}
