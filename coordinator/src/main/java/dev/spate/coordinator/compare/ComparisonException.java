package dev.spate.coordinator.compare;

/// Runs that cannot be compared; the message says which one and why, for people.
public final class ComparisonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ComparisonException(String message) {
    super(message);
  }

  ComparisonException(String message, Throwable cause) {
    super(message, cause);
  }
}
