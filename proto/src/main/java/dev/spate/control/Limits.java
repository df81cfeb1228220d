package dev.spate.control;

/// Checks of what comes from the wire and has no type of its own that would make them.
final class Limits {
  /// The largest message between nodes, in bytes: a plan of 4 MB and some more. Frames of the
  /// transport are larger than this (`spate-remote.conf`).
  static final int MAX_MESSAGE_BYTES = 5 << 20;

  /// The longest name of a run, a worker or anything else that names something.
  static final int MAX_NAME = 1_000;

  private Limits() {}

  static long notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " is negative: " + value);
    }
    return value;
  }

  static int notNegative(int value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " is negative: " + value);
    }
    return value;
  }

  static String name(String value, String field) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text(value, field);
  }

  static String text(String value, String field) {
    if (value.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          field + " has at most " + MAX_NAME + " characters, not " + value.length());
    }
    return value;
  }
}
