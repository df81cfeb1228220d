package dev.spate.client;

/// A coordinator could not be reached, or answered what its API does not promise. The message is a
/// sentence for people.
public final class ClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClientException(String message) {
    super(message);
  }

  public ClientException(String message, Throwable cause) {
    super(message, cause);
  }
}
