package dev.spate.plan;

import java.math.BigInteger;

/// The cumulative arrival function A(t) of an open phase, the integral of its rate, and its inverse. The rate is constant or
/// changes linearly from one rate to another over the phase.
///
/// Exact: arrival n is due at t(n) = ⌊A⁻¹(n)⌋, the greatest whole nanosecond t with A(t) ≤ n. With both rates over one
/// period P, a₀ and a₁ arrivals in it, and the duration D,
///
///     A(t) ≤ n   ⇔   t·(2·D·a₀ + (a₁ − a₀)·t) ≤ 2·D·P·n
///
/// which is decided in 128-bit integers, so a billion arrivals drift by nothing. The closed form in doubles is only the first
/// guess. Immutable; allocates nothing after construction.
public final class RateCurve implements DueTimes {
  private static final long MAX_DURATION_NS = 30 * 86_400_000_000_000L;

  /// Both sides of the comparison stay below 2¹²⁶.
  private static final int MAX_BITS = 126;

  private final long durationNs;
  private final long total;

  /// 2·D·a₀, (a₁ − a₀) and 2·D·P, divided by what they have in common; the first and the last in
  /// two words.
  private final long startLow;

  private final long startHigh;
  private final long slope;
  private final long scaleLow;
  private final long scaleHigh;

  /// Rate at the start in arrivals per nanosecond, and its change per nanosecond: for the first
  /// guess, and for real arguments.
  private final double ratePerNs;

  private final double accelerationPerNs;

  /// @param durationNs 1 ns to 30 days
  /// @throws IllegalArgumentException where rates and duration together are beyond exact arithmetic
  public RateCurve(Rate from, Rate to, long durationNs) {
    if (durationNs < 1 || durationNs > MAX_DURATION_NS) {
      throw new IllegalArgumentException(
          "a phase lasts 1 ns to 30 days, not " + durationNs + " ns");
    }
    BigInteger duration = BigInteger.valueOf(durationNs);
    BigInteger fromPeriod = BigInteger.valueOf(from.periodNs());
    BigInteger toPeriod = BigInteger.valueOf(to.periodNs());
    BigInteger period = fromPeriod.multiply(toPeriod).divide(fromPeriod.gcd(toPeriod));
    BigInteger a0 = BigInteger.valueOf(from.arrivals()).multiply(period.divide(fromPeriod));
    BigInteger a1 = BigInteger.valueOf(to.arrivals()).multiply(period.divide(toPeriod));

    BigInteger[] ceiling = duration.multiply(a0.add(a1)).divideAndRemainder(period.shiftLeft(1));
    BigInteger arrivals =
        ceiling[0].add(ceiling[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
    BigInteger start = duration.shiftLeft(1).multiply(a0);
    BigInteger change = a1.subtract(a0);
    BigInteger scale = duration.shiftLeft(1).multiply(period);
    BigInteger divisor = scale.gcd(start).gcd(change);
    start = start.divide(divisor);
    change = change.divide(divisor);
    scale = scale.divide(divisor);
    if (change.bitLength() > 62
        || scale.multiply(arrivals.add(BigInteger.ONE)).bitLength() > MAX_BITS) {
      throw new IllegalArgumentException(
          "rates from %s to %s over %d ns are too fine for exact arithmetic"
              .formatted(from, to, durationNs));
    }
    this.durationNs = durationNs;
    this.total = arrivals.longValueExact();
    this.startLow = start.longValue();
    this.startHigh = start.shiftRight(64).longValueExact();
    this.slope = change.longValueExact();
    this.scaleLow = scale.longValue();
    this.scaleHigh = scale.shiftRight(64).longValueExact();
    this.ratePerNs = (double) from.arrivals() / from.periodNs();
    this.accelerationPerNs = ((double) to.arrivals() / to.periodNs() - ratePerNs) / durationNs;
  }

  public long durationNs() {
    return durationNs;
  }

  /// How many arrivals are due in the whole phase: ⌈A(D)⌉.
  @Override
  public long total() {
    return total;
  }

  /// When arrival `n` is due, in nanoseconds since the start of the phase.
  ///
  /// @param n 0 to [#total()] − 1
  @Override
  public long dueNs(long n) {
    long guess = guessNs(n);
    return reachedBy(guess, n) ? gallopUp(guess, n) : gallopDown(guess, n);
  }

  /// How many arrivals are due before `tNs`: ⌈A(t)⌉.
  @Override
  public long arrivalsBefore(long tNs) {
    if (tNs <= 0) {
      return 0;
    }
    if (tNs >= durationNs) {
      return total;
    }
    BigInteger t = BigInteger.valueOf(tNs);
    BigInteger[] ceiling =
        BigInteger.valueOf(slope)
            .multiply(t)
            .add(word(startHigh, startLow))
            .multiply(t)
            .divideAndRemainder(word(scaleHigh, scaleLow));
    return ceiling[0].longValueExact() + ceiling[1].signum();
  }

  /// A⁻¹ of a real number of arrivals, in nanoseconds since the start of the phase, rounded down;
  /// [Long#MAX_VALUE] where the phase ends before. For Poisson arrivals, whose times are real
  /// numbers to begin with.
  public long inverseNs(double arrivals) {
    double t = solve(arrivals);
    return t < durationNs ? (long) t : Long.MAX_VALUE;
  }

  private long guessNs(long n) {
    return Math.clamp((long) solve((double) n), 0, durationNs - 1);
  }

  /// The positive root of acceleration/2·t² + rate·t = n, in the form that does not cancel.
  private double solve(double n) {
    double discriminant = ratePerNs * ratePerNs + 2 * accelerationPerNs * n;
    double denominator = ratePerNs + Math.sqrt(Math.max(0, discriminant));
    return discriminant < 0 || denominator == 0
        ? (n == 0 ? 0 : Double.POSITIVE_INFINITY)
        : 2 * n / denominator;
  }

  private long gallopUp(long reached, long n) {
    long step = 1;
    long low = reached;
    while (low + step < durationNs && reachedBy(low + step, n)) {
      low += step;
      step <<= 1;
    }
    return bisect(low, Math.min(low + step, durationNs), n);
  }

  private long gallopDown(long notReached, long n) {
    long step = 1;
    long high = notReached;
    while (high - step > 0 && !reachedBy(high - step, n)) {
      high -= step;
      step <<= 1;
    }
    return bisect(Math.max(high - step, 0), high, n);
  }

  /// `low` has A ≤ n; `high` has not, or is the end.
  private long bisect(long low, long high, long n) {
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (reachedBy(middle, n)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// A(t) ≤ n, exactly.
  private boolean reachedBy(long t, long n) {
    long productLow = slope * t;
    long innerLow = productLow + startLow;
    long carry = Long.compareUnsigned(innerLow, productLow) < 0 ? 1 : 0;
    long innerHigh = Math.multiplyHigh(slope, t) + startHigh + carry;
    long leftLow = innerLow * t;
    long leftHigh = Math.unsignedMultiplyHigh(innerLow, t) + innerHigh * t;
    long rightLow = scaleLow * n;
    long rightHigh = Math.unsignedMultiplyHigh(scaleLow, n) + scaleHigh * n;
    return leftHigh != rightHigh
        ? leftHigh < rightHigh
        : Long.compareUnsigned(leftLow, rightLow) <= 0;
  }

  private static BigInteger word(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
  }
}
