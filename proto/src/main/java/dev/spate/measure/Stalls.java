package dev.spate.measure;

/// What kept a worker from its work during one interval, beside garbage collection. All are 0 where
/// the machine does not say.
///
/// @param safepointNs how long all threads stood still at safepoints of the JVM, in whole
///   milliseconds, garbage collection left out
/// @param loopPauseMaxNs the longest time that an event loop came back later than it meant to,
///   whatever the reason; seen to a millisecond while requests are in flight
/// @param cpuWait the share of the interval in which the event loop that waited most was runnable
///   and had no processor, 0 to 1
/// @param steal the share of the machine's processor time that its host gave to others, 0 to 1
public record Stalls(long safepointNs, long loopPauseMaxNs, double cpuWait, double steal) {
  /// Nothing did.
  public static final Stalls NONE = new Stalls(0, 0, 0, 0);

  public Stalls {
    if (!isShare(cpuWait) || !isShare(steal)) {
      throw new IllegalArgumentException("no shares of time: " + cpuWait + ", " + steal);
    }
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1; // false for NaN
  }
}
