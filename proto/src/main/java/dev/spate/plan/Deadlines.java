package dev.spate.plan;

/// How long each part of an exchange may take, each 1 ms to 1 hour.
///
/// @param connectNs for a connection, through a proxy where there is one, without TLS
/// @param tlsNs for the TLS handshake
/// @param firstByteNs from the first byte written to the first byte of the answer; at the default
///   it is the request's own
/// @param requestNs from the first byte written to the end of the answer
public record Deadlines(long connectNs, long tlsNs, long firstByteNs, long requestNs) {
  private static final long MIN_NS = 1_000_000L;
  private static final long HOUR_NS = 3_600_000_000_000L;

  /// What holds where a plan does not say: 5 s to connect, 5 s for TLS, 10 s for the answer.
  public static final Deadlines DEFAULT =
      new Deadlines(5_000_000_000L, 5_000_000_000L, 10_000_000_000L, 10_000_000_000L);

  /// @throws IllegalArgumentException outside the range above, or where the first byte may come
  ///   later than the last
  public Deadlines {
    check(connectNs);
    check(tlsNs);
    check(firstByteNs);
    check(requestNs);
    if (firstByteNs > requestNs) {
      throw new IllegalArgumentException("the first byte of an answer comes before its end");
    }
  }

  static void check(long ns) {
    if (ns < MIN_NS || ns > HOUR_NS) {
      throw new IllegalArgumentException("a timeout is 1 ms to 1 h");
    }
  }
}
