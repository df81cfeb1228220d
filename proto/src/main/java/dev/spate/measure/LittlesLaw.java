package dev.spate.measure;

/// Little's law, L·T = X·W, held against a stretch of a worker's reports: the time that requests
/// were under way by the integral of their number, and by the histograms of their durations. In
/// general the two differ by what was under way at both ends of the stretch; here the worker says
/// how long that had been, so they are equal but for the resolution of the histograms. A completion
/// that was lost, counted twice or filed under another request's start makes them differ.
///
/// The derivation is in `docs/statistics.md`. Immutable.
///
/// @param integralSeconds L·T, in request-seconds
/// @param endedSeconds the part of it that belongs to the requests that ended: with what they had
///   been under way before, and without what goes on
/// @param recordedSeconds X·W: the sum of the durations in the histograms
/// @param recorded how many durations that is
/// @param saturated how many of them are longer than a histogram tells
public record LittlesLaw(
    double integralSeconds,
    double endedSeconds,
    double recordedSeconds,
    long recorded,
    long saturated) {
  /// The part by which the two may differ.
  public static final double TOLERANCE = 0.01;

  /// An empty stretch.
  public static final LittlesLaw NOTHING = new LittlesLaw(0, 0, 0, 0, 0);

  /// Half the unit of the histograms: so far a duration may be from the middle of its cell.
  private static final double RESOLUTION_SECONDS = Resolution.MICROSECOND.seconds(0.5);

  /// The stretch of one report.
  ///
  /// @param before what was under way at its beginning
  /// @param interval the report
  public static LittlesLaw of(Occupancy before, Interval interval) {
    Occupancy occupancy = interval.health().occupancy();
    double recordedSeconds = 0;
    long recorded = 0;
    long saturated = 0;
    for (RequestDelta delta : interval.requests()) {
      recordedSeconds += delta.succeeded().sumSeconds() + delta.failed().sumSeconds();
      recorded += delta.succeeded().count() + delta.failed().count();
      saturated += delta.succeeded().saturated() + delta.failed().saturated();
    }
    long endedNs = occupancy.requestNs() + before.unendedNs() - occupancy.unendedNs();
    return new LittlesLaw(
        occupancy.requestNs() / 1e9, endedNs / 1e9, recordedSeconds, recorded, saturated);
  }

  /// The stretch of both.
  public LittlesLaw plus(LittlesLaw other) {
    return new LittlesLaw(
        integralSeconds + other.integralSeconds,
        endedSeconds + other.endedSeconds,
        recordedSeconds + other.recordedSeconds,
        recorded + other.recorded,
        saturated + other.saturated);
  }

  /// By which part the two differ, as far as the resolution of the histograms does not explain it:
  /// 0 for a worker that loses nothing. Unknown, and 0, where durations are saturated.
  public double deviation() {
    double whole = Math.max(integralSeconds, recordedSeconds);
    if (whole <= 0 || saturated > 0) {
      return 0;
    }
    double difference = Math.abs(endedSeconds - recordedSeconds);
    return Math.max(0, difference - recorded * RESOLUTION_SECONDS) / whole;
  }

  public boolean holds() {
    return deviation() <= TOLERANCE;
  }
}
