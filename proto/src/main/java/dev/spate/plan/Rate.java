package dev.spate.plan;

import java.math.BigInteger;

/// A rate as an exact fraction: [#arrivals()] in every [#periodNs()] nanoseconds, reduced, so that
/// `600/m` equals `10/s`.
///
/// @param arrivals how many, 0 to 10⁹
/// @param periodNs in how many nanoseconds, 1 ns to 1 day
public record Rate(long arrivals, long periodNs) {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long MAX_PERIOD_NS = 86_400 * SECOND_NS;
  private static final long MAX_ARRIVALS = 1_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above, or above 10⁹ arrivals a second
  public Rate {
    if (arrivals < 0 || arrivals > MAX_ARRIVALS) {
      throw new IllegalArgumentException(
          "a rate has 0 to 1000000000 arrivals a period, not " + arrivals);
    }
    if (periodNs < 1 || periodNs > MAX_PERIOD_NS) {
      throw new IllegalArgumentException(
          "the period of a rate is 1 ns to 1 day, not " + periodNs + " ns");
    }
    long divisor = BigInteger.valueOf(arrivals).gcd(BigInteger.valueOf(periodNs)).longValueExact();
    arrivals /= divisor;
    periodNs /= divisor;
    if (arrivals > periodNs) {
      throw new IllegalArgumentException("more than 1000000000 arrivals a second");
    }
  }

  /// So many arrivals a second.
  public static Rate perSecond(long arrivals) {
    return new Rate(arrivals, SECOND_NS);
  }

  /// Arrivals a second, rounded to a double: for people, never for the schedule.
  public double perSecond() {
    return (double) arrivals * SECOND_NS / periodNs;
  }

  @Override
  public String toString() {
    double perSecond = perSecond();
    return perSecond == Math.rint(perSecond) ? (long) perSecond + "/s" : perSecond + "/s";
  }
}
