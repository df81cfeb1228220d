package dev.spate.coordinator.compare;

import java.util.Arrays;
import java.util.Random;

/// What the differences of pairs say about the difference of the two: the sign-flip permutation
/// test and the interval that belongs to it.
///
/// If the two are alike, each difference is as likely to be d as −d. The test asks for how many of
/// all ways to flip signs the sum is at least as far out. Flipping the members of a subset makes
/// the sum less by twice the subset's sum; so it asks how many subsets have a mean at or below 0.
/// Asked about θ instead of 0 it asks how many have a mean at or below θ, so that the quantiles of
/// the subset means are the ends of the interval (Hartigan 1969, "Using subsample values as typical
/// values"): interval and test always agree.
///
/// It takes the differences as independent and symmetric, and nothing else: no normal distribution.
final class SignFlip {
  /// Up to here all subsets are looked at.
  private static final int ALL_UP_TO = 13;

  /// Beyond it a random choice of so many, the empty one included.
  private static final int CHOSEN = 10_000;

  private static final long SEED = 1_969;

  /// Of all subsets but the empty one, ascending.
  private final double[] means;

  private SignFlip(double[] means) {
    this.means = means;
  }

  /// @param differences of the pairs, at least one
  static SignFlip of(double[] differences) {
    double[] means = differences.length <= ALL_UP_TO ? all(differences) : chosen(differences);
    Arrays.sort(means);
    return new SignFlip(means);
  }

  private static double[] all(double[] differences) {
    double[] means = new double[(1 << differences.length) - 1];
    for (int subset = 1; subset <= means.length; subset++) {
      means[subset - 1] = mean(differences, subset);
    }
    return means;
  }

  /// The same choice each time, so that a comparison says the same when it is made again.
  private static double[] chosen(double[] differences) {
    Random random = new Random(SEED);
    double[] means = new double[CHOSEN - 1];
    for (int index = 0; index < means.length; index++) {
      long subset = 0;
      while (subset == 0) {
        subset = random.nextLong() >>> (Long.SIZE - differences.length);
      }
      means[index] = mean(differences, subset);
    }
    return means;
  }

  private static double mean(double[] differences, long subset) {
    double sum = 0;
    for (int index = 0; index < differences.length; index++) {
      sum += (subset >>> index & 1) == 1 ? differences[index] : 0;
    }
    return sum / Long.bitCount(subset);
  }

  /// How likely a difference at least as far from 0 is, on either side, if there is none.
  double pValue() {
    double ways = means.length + 1.0;
    long upToZero = Arrays.stream(means).filter(mean -> mean <= 0).count();
    long fromZero = Arrays.stream(means).filter(mean -> mean >= 0).count();
    return Math.min(1, 2 * (1 + Math.min(upToZero, fromZero)) / ways);
  }

  /// The lower end of the interval that holds the difference with a probability of 1 − `alpha`.
  ///
  /// @return −∞ where there are too few pairs to say
  double low(double alpha) {
    int outside = outside(alpha);
    return outside == 0 ? Double.NEGATIVE_INFINITY : means[outside - 1];
  }

  /// The upper end.
  double high(double alpha) {
    int outside = outside(alpha);
    return outside == 0 ? Double.POSITIVE_INFINITY : means[means.length - outside];
  }

  /// How many of all ways are at least as far out as an end, on its side.
  private int outside(double alpha) {
    return (int) Math.floor(alpha / 2 * (means.length + 1) + 1e-9);
  }
}
