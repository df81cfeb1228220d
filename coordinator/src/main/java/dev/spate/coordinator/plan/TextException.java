package dev.spate.coordinator.plan;

/// What is wrong with a text that has holes.
final class TextException extends Exception {
  private static final long serialVersionUID = 1;

  private final String suggestion;

  TextException(String message, String suggestion) {
    super(message, null, false, false);
    this.suggestion = suggestion;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  String suggestion() {
    return suggestion;
  }
}
