package dev.spate.worker.http.dial;

/// There is no address that requests may go to. The message says what to do.
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1L;

  /// Why there is none.
  public enum Reason {
    /// The name has no address.
    UNKNOWN_HOST,
    /// The worker may not send to any of its addresses.
    NOT_ALLOWED
  }

  private final Reason reason;

  TargetException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
