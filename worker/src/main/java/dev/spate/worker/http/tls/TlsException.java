package dev.spate.worker.http.tls;

/// A plan's TLS cannot be had on this worker. The message is for the people who wrote the plan.
public final class TlsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TlsException(String message) {
    super(message);
  }

  TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
