package dev.spate.coordinator.http;

import org.apache.pekko.http.javadsl.model.HttpResponse;

/// A request that cannot be answered as it wants to be, thrown to the [Router].
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /// @param message a sentence for people
  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Refusal noSuchRun(String run) {
    return new Refusal(404, "there is no run '" + run + "'");
  }

  HttpResponse response() {
    return Replies.error(status, String.valueOf(getMessage()));
  }
}
