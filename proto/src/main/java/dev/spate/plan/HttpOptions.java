package dev.spate.plan;

import java.util.List;

/// How requests are sent.
///
/// @param timeoutNs from the first byte written to the end of the answer, 1 ms to 1 hour
/// @param connectTimeoutNs for a connection, with TLS where there is any, 1 ms to 1 hour
/// @param headers sent with every request
/// @param connectionsPerWorker the most connections of one worker, 1 to 100,000
public record HttpOptions(
    long timeoutNs, long connectTimeoutNs, List<Header> headers, int connectionsPerWorker) {
  public static final int MAX_CONNECTIONS = 100_000;
  private static final long HOUR_NS = 3_600_000_000_000L;

  /// What holds where a plan does not say: 10 s, 5 s, no headers, 1,000 connections.
  public static final HttpOptions DEFAULT =
      new HttpOptions(10_000_000_000L, 5_000_000_000L, List.of(), 1_000);

  /// @throws IllegalArgumentException outside the ranges above
  public HttpOptions {
    headers = List.copyOf(headers);
    if (timeoutNs < 1_000_000
        || timeoutNs > HOUR_NS
        || connectTimeoutNs < 1_000_000
        || connectTimeoutNs > HOUR_NS) {
      throw new IllegalArgumentException("a timeout is 1 ms to 1 h");
    }
    if (connectionsPerWorker < 1 || connectionsPerWorker > MAX_CONNECTIONS) {
      throw new IllegalArgumentException("connections per worker are 1 to " + MAX_CONNECTIONS);
    }
  }
}
