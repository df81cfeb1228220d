package dev.spate.plan;

import java.math.BigInteger;

/// A(t) in rationals, straight from its definition A(t) = r₀·t + (r₁ − r₀)·t²/(2·D), and its
/// inverse by bisection of the whole phase: slow, simple, and the truth that [RateCurve] is tested
/// against.
record ExactCurve(Rate from, Rate to, long durationNs) {
  /// A(t)·scale, where scale is 2·D·P₀·P₁.
  private BigInteger scaled(long t) {
    BigInteger time = BigInteger.valueOf(t);
    BigInteger p0 = BigInteger.valueOf(from.periodNs());
    BigInteger p1 = BigInteger.valueOf(to.periodNs());
    BigInteger r0 = BigInteger.valueOf(from.arrivals()).multiply(p1);
    BigInteger r1 = BigInteger.valueOf(to.arrivals()).multiply(p0);
    BigInteger linear = r0.shiftLeft(1).multiply(BigInteger.valueOf(durationNs)).multiply(time);
    return linear.add(r1.subtract(r0).multiply(time).multiply(time));
  }

  private BigInteger scale() {
    return BigInteger.valueOf(durationNs)
        .shiftLeft(1)
        .multiply(BigInteger.valueOf(from.periodNs()))
        .multiply(BigInteger.valueOf(to.periodNs()));
  }

  /// The greatest t before the end with A(t) ≤ n.
  long dueNs(long n) {
    BigInteger limit = scale().multiply(BigInteger.valueOf(n));
    long low = 0;
    long high = durationNs;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (scaled(middle).compareTo(limit) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// ⌈A(t)⌉.
  long arrivalsBefore(long t) {
    BigInteger[] parts = scaled(t).divideAndRemainder(scale());
    return parts[0].longValueExact() + parts[1].signum();
  }

  long total() {
    return arrivalsBefore(durationNs);
  }
}
