package dev.spate.coordinator;

/// What one round trip says of a worker's clocks, by Cristian's method: its answer was given
/// somewhere between the question and the arrival of the answer, most likely halfway.
///
/// @param roundTripNs how long it took; the true offset is within half of it
/// @param monotonicNs the worker's monotonic clock minus the coordinator's
/// @param wallNs its wall clock minus the coordinator's
record ClockOffset(long roundTripNs, long monotonicNs, long wallNs) {
  /// Of a worker that reads the coordinator's own clocks.
  static final ClockOffset NONE = new ClockOffset(0, 0, 0);

  /// @param sentNs when the question went out, on the coordinator's monotonic clock
  /// @param heard when the answer came
  static ClockOffset of(long sentNs, Moment heard, long workerMonotonicNs, long workerWallNs) {
    long roundTripNs = heard.monotonicNs() - sentNs;
    long halfNs = roundTripNs / 2;
    return new ClockOffset(
        roundTripNs,
        workerMonotonicNs - (sentNs + halfNs),
        workerWallNs - (heard.wallNanos() - (roundTripNs - halfNs)));
  }

  /// How far the truth may be from this.
  long uncertaintyNs() {
    return (roundTripNs + 1) / 2;
  }
}
