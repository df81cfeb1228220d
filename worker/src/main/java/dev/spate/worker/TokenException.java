package dev.spate.worker;

/// An authorization server gave no access token. The message says why, for people, without a
/// secret.
public final class TokenException extends Exception {
  private static final long serialVersionUID = 1;

  TokenException(String message) {
    super(message);
  }
}
