package dev.spate.worker.engine;

import dev.spate.measure.ErrorSample;
import dev.spate.measure.Outcome;

/// The beginning of an answer that failed, as a loop keeps it. To make a text of it takes time and
/// is for another thread.
final class FailedAnswer {
  private final String request;
  private final Outcome outcome;
  private final int status;
  private final long atNs;
  private final byte[] bytes;

  /// @param atNs since arrival 0
  /// @param bytes its own
  FailedAnswer(String request, Outcome outcome, int status, long atNs, byte[] bytes) {
    this.request = request;
    this.outcome = outcome;
    this.status = status;
    this.atNs = atNs;
    this.bytes = bytes;
  }

  ErrorSample toSample() {
    return new ErrorSample(request, outcome, status, atNs, SampleText.of(bytes));
  }
}
