package dev.spate.coordinator.history;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/// A journal that cannot be written (a full disk) or read (a broken file). The message names the
/// file, and where it is broken the offset.
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean damaged;

  JournalException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private JournalException(String message, @Nullable Throwable cause, boolean damaged) {
    super(message, cause);
    this.damaged = damaged;
  }

  /// There is something in the file that nobody wrote.
  static JournalException damage(String message, @Nullable Throwable cause) {
    return new JournalException(message, cause, true);
  }

  /// The same, and what was done about it.
  public JournalException and(String done) {
    JournalException whole = new JournalException(getMessage() + "; " + done, null, damaged);
    whole.addSuppressed(this);
    return whole;
  }

  /// Whether there is something in the file that nobody wrote. Else it could not be opened, read or
  /// written, or is none of this version, and may be in order.
  public boolean damaged() {
    return damaged;
  }

  /// What the operating system said to an attempt. Of a file there may be no more in its message
  /// than the name: the kind of the exception says what is the matter with it.
  static JournalException about(String attempt, IOException said) {
    String why =
        said instanceof FileSystemException ? said.toString() : String.valueOf(said.getMessage());
    return new JournalException(attempt + ": " + why, said);
  }
}
