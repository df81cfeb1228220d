package dev.spate.plan;

/// Random numbers that depend on what they are for and on nothing else: (seed, purpose, indices) →
/// 64 bits. So a run is the same whatever the number of workers, and an arrival can be evaluated
/// without those before it.
///
/// The mixer is SplitMix64's finalizer (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, 2014), applied once an index. Identical on every machine. Not for cryptography.
public final class Draws {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Draws() {}

  /// 64 bits for index `a` of the stream `seed`.
  public static long bits(long seed, long a) {
    long z = seed + GOLDEN_GAMMA * (a + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// 64 bits for the indices `a`, `b` of the stream `seed`.
  public static long bits(long seed, long a, long b) {
    return bits(bits(seed, a), b);
  }

  /// A uniform number in [0, 1) with 53 bits.
  public static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }

  /// A unit-rate exponential number, by inversion; finite and above 0. It uses 52 bits, because
  /// with one more the half that is added could round up to 1, whose logarithm is 0.
  public static double exponential(long bits) {
    return -StrictMath.log(((bits >>> 12) + 0.5) * 0x1p-52);
  }

  /// A whole number in [0, bound), by multiplication (Lemire 2019; its bias is below bound/2⁶⁴).
  public static long below(long bits, long bound) {
    return Math.unsignedMultiplyHigh(bits, bound);
  }
}
