package dev.spate.measure;

/// What one count of a histogram's axis stands for.
public enum Resolution {
  /// Response, service, connect and first-byte times: 1 µs to 1 hour.
  MICROSECOND(1_000),
  /// Schedule lag: 1 ns to 1 hour.
  NANOSECOND(1);

  private final long ns;

  Resolution(long ns) {
    this.ns = ns;
  }

  /// Nanoseconds in one unit of the axis.
  public long ns() {
    return ns;
  }

  /// The largest value that a histogram holds, in its units: 1 hour. What is above is recorded
  /// there and counted as saturated.
  public long highest() {
    return 3_600_000_000_000L / ns;
  }

  /// A value of the axis in seconds.
  public double seconds(double value) {
    return value * ns / 1e9;
  }
}
