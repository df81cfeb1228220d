package dev.spate.coordinator.plan;

import static dev.spate.plan.HttpRequest.MAX_REDIRECTS;

import java.util.Optional;

/// Reads `followRedirects`: whether, or how many.
final class RedirectReader {
  /// How many in a row where a plan does not say.
  static final int USUAL = 10;

  private RedirectReader() {}

  /// How many are followed at most, 0 for none; nothing where a problem was reported.
  static Optional<Integer> read(Value value) {
    String text = value.node() instanceof Node.Scalar scalar ? scalar.text() : "";
    boolean plain = value.node() instanceof Node.Scalar scalar && scalar.plain();
    if (plain && text.equals("true")) {
      return Optional.of(USUAL);
    }
    if (plain && text.equals("false")) {
      return Optional.of(0);
    }
    if (plain && text.matches("[1-9][0-9]?") && Integer.parseInt(text) <= MAX_REDIRECTS) {
      return Optional.of(Integer.parseInt(text));
    }
    value.mismatch("true, false or a number, 1 to " + MAX_REDIRECTS, suggestion(text));
    return Optional.empty();
  }

  private static String suggestion(String text) {
    return switch (text) {
      case "yes", "on" -> "did you mean true?";
      case "no", "off", "0" -> "did you mean false?";
      case "true", "false" -> "write it without quotes";
      default -> "";
    };
  }
}
