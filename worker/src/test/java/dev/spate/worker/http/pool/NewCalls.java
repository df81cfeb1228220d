package dev.spate.worker.http.pool;

/// Calls for tests of what carries them.
public final class NewCalls {
  private NewCalls() {}

  /// A call without an exchange.
  public static Call call() {
    return new Call();
  }
}
