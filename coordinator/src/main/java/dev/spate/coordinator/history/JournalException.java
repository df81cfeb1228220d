package dev.spate.coordinator.history;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/// A journal that cannot be written (a full disk) or read (a broken file). The message names the
/// file, and where it is broken the offset.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// What the operating system said to an attempt. Of a file there may be no more in its message
  /// than the name: the kind of the exception says what is the matter with it.
  static JournalException about(String attempt, IOException said) {
    String why =
        said instanceof FileSystemException ? said.toString() : String.valueOf(said.getMessage());
    return new JournalException(attempt + ": " + why, said);
  }
}
