package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import org.jspecify.annotations.Nullable;

/// One request and its answer, as the [Requester] tells them. Exactly one of the two is called for
/// each send, on the loop's thread, never inside [Requester#send]; the connection is free again by
/// then, so the next request may be sent from inside.
public interface Exchange {
  /// What it wants to see of the answer, asked once for each request as it is sent. The connection
  /// fills it before it calls [#onAnswer]; what it has after [#onFailure] means nothing.
  ///
  /// @return null where it wants nothing but the times
  default @Nullable Answer answer() {
    return null;
  }

  /// What an answer amounts to, as a run counts it. Who listens in may ask, once the answer is
  /// there, before [#onAnswer].
  ///
  /// @param serviceNs from the first byte sent to the last one received
  default Outcome judge(int status, long serviceNs) {
    return Outcome.ofStatus(status, status < 400);
  }

  /// A whole answer came.
  ///
  /// @param status 200 to 599
  /// @param sentNs when the first byte was handed to the kernel
  /// @param firstByteNs when the first byte of the (final) answer was read
  /// @param endNs when its last byte was read
  /// @param bytesSent on the wire, all tries together
  /// @param bytesReceived likewise
  /// @param retried whether it was sent again because a kept-alive connection had gone stale
  void onAnswer(
      int status,
      long sentNs,
      long firstByteNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried);

  /// No whole answer came.
  ///
  /// @param outcome one that is not a status and not SUCCEEDED
  /// @param sentNs when the first byte was handed to the kernel, or [Requester#NEVER]
  /// @param endNs when it failed
  /// @param bytesSent on the wire, all tries together
  /// @param bytesReceived likewise
  /// @param retried whether it was sent again because a kept-alive connection had gone stale
  void onFailure(
      Outcome outcome,
      long sentNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried);
}
