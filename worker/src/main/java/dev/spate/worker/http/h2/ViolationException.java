package dev.spate.worker.http.h2;

/// The other side does what ends a connection (RFC 9113 §5.4.1). It says nothing about this
/// program, so there is no stack trace in it.
final class ViolationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  ViolationException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /// What the other side is told.
  ErrorCode code() {
    return code;
  }
}
