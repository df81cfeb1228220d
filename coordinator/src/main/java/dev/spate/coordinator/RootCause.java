package dev.spate.coordinator;

import dev.spate.coordinator.history.JournalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What went wrong at the bottom of an exception, in one line: for people who see no stack trace.
/// The kind of the exception is named where it says more than the message does: that of a file
/// system may be no more than the name of a file.
final class RootCause {
  private RootCause() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    @Nullable String message = root.getMessage();
    String kind = root.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    String line = message.strip().replaceAll("\\R", " ");
    return speaksForItself(root) ? line : kind + ": " + line;
  }

  private static boolean speaksForItself(Throwable root) {
    return root.getClass() == IOException.class || root instanceof JournalException;
  }
}
