package dev.spate.coordinator.imports;

/// What was given makes no plan. The message is a sentence for its user.
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
