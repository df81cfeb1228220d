package dev.spate.target;

/// How a request is answered.
///
/// @param delayNs how long the server works on it, 0 to 1 hour
/// @param status 200 to 599
/// @param size bytes of the body, 0 to [#MAX_SIZE]
/// @param chunked without a content length, in chunks of at most 8 KiB
/// @param serverTiming the value of a `Server-Timing` header, empty for none
public record Answer(long delayNs, int status, int size, boolean chunked, String serverTiming) {
  /// The largest body, 16 MiB.
  public static final int MAX_SIZE = 16 << 20;

  /// At once, 200, two bytes.
  public static final Answer DEFAULT = new Answer(0, 200, 2, false, "");

  private static final long MAX_DELAY_NS = 3_600_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above
  public Answer {
    check(delayNs >= 0 && delayNs <= MAX_DELAY_NS, "a delay is 0 to 1h");
    check(status >= 200 && status <= 599, "a status is 200 to 599, not " + status);
    check(size >= 0 && size <= MAX_SIZE, "a size is 0 to " + MAX_SIZE + " bytes, not " + size);
    check(
        serverTiming.length() <= 1_000 && serverTiming.chars().allMatch(c -> c >= 32 && c < 127),
        "a Server-Timing header has at most 1000 printable characters");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  public Answer withDelayNs(long ns) {
    return new Answer(ns, status, size, chunked, serverTiming);
  }

  public Answer withStatus(int code) {
    return new Answer(delayNs, code, size, chunked, serverTiming);
  }

  public Answer withSize(int bytes) {
    return new Answer(delayNs, status, bytes, chunked, serverTiming);
  }

  public Answer withChunked(boolean on) {
    return new Answer(delayNs, status, size, on, serverTiming);
  }

  public Answer withServerTiming(String value) {
    return new Answer(delayNs, status, size, chunked, value);
  }
}
