package dev.spate.target;

/// Something that the target does at an instant.
///
/// @param atNs on the monotonic clock
/// @param number breaks ties, so that what came first goes first
record Due(long atNs, long number, Runnable action) implements Comparable<Due> {
  @Override
  public int compareTo(Due other) {
    int byTime = Long.signum(atNs - other.atNs);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }
}
