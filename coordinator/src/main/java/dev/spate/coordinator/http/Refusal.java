package dev.spate.coordinator.http;

import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/// A request that cannot be answered as it wants to be, thrown to the [Router].
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Tells a coordinator that stands by from one that is busy: the node of the one in command, or
  /// `unknown`.
  static final String STANDS_BY = "Spate-Stands-By";

  private static final int RETRY_SECONDS = 5;

  private final int status;
  private final String standsBy;

  /// @param message a sentence for people
  Refusal(int status, String message) {
    this(status, message, "");
  }

  private Refusal(int status, String message, String standsBy) {
    super(message, null, false, false);
    this.status = status;
    this.standsBy = standsBy;
  }

  /// @param inCommand the node of the coordinator that is, or empty
  static Refusal standsBy(String inCommand) {
    return inCommand.isEmpty()
        ? new Refusal(503, "this coordinator stands by, and knows of none in command", "unknown")
        : new Refusal(
            503,
            "this coordinator stands by; the one of the node at " + inCommand + " is in command",
            inCommand);
  }

  static Refusal noSuchRun(String run) {
    return new Refusal(404, "there is no run '" + run + "'");
  }

  HttpResponse response() {
    HttpResponse response = Replies.error(status, String.valueOf(getMessage()));
    return standsBy.isEmpty()
        ? response
        : response
            .addHeader(RawHeader.create(STANDS_BY, standsBy))
            .addHeader(RawHeader.create("Retry-After", Integer.toString(RETRY_SECONDS)));
  }
}
