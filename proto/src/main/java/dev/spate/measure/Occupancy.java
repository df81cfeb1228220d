package dev.spate.measure;

/// How many requests were under way, integrated over time: 3 of them for 2 seconds are 6
/// request-seconds. A request is under way from its intended start to its end. Counted where
/// requests begin and end, apart from the histograms, which are held against it by [LittlesLaw].
///
/// @param requestNs the integral over the interval, in request-nanoseconds
/// @param unendedNs for how long those that have not ended had been under way at the end of the
///   interval, all together. Those that the end of the run interrupted stay in it
public record Occupancy(long requestNs, long unendedNs) {
  /// Nothing was under way.
  public static final Occupancy NONE = new Occupancy(0, 0);
}
