package dev.spate.coordinator;

import org.jspecify.annotations.Nullable;

/// What went wrong at the bottom of an exception, in one line: for people who see no stack trace.
final class RootCause {
  private RootCause() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    @Nullable String message = root.getMessage();
    String kind = root.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? kind
        : kind + ": " + message.strip().replaceAll("\\R", " ");
  }
}
