package dev.spate.coordinator.history;

import org.jspecify.annotations.Nullable;

/// A journal that cannot be written (a full disk) or read (a broken file). The message names the
/// file, and where it is broken the offset.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
