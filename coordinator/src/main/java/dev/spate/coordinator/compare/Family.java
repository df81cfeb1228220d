package dev.spate.coordinator.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/// Figures of two runs that are tested together, with one chance of a false alarm for all of them.
///
/// Each part of one run makes a pair with the part of the other one that is at the same place; the
/// test is about the logarithms of their ratios.
final class Family {
  private static final double ALPHA = 0.05;
  private static final double POWER = 0.8;

  /// Histograms of three digits do not see less.
  private static final double RESOLUTION = 0.001;

  private final List<Candidate> candidates = new ArrayList<>();

  private record Candidate(
      @Nullable String request,
      @Nullable Double percent,
      double baseline,
      double value,
      List<Double> differences,
      String untested) {
    double[] array() {
      return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /// A figure that is tested.
  ///
  /// @param baselines of each part, above 0
  /// @param values of each part, above 0
  void add(
      @Nullable String request,
      @Nullable Double percent,
      double baseline,
      double value,
      double[] baselines,
      double[] values) {
    List<Double> differences = new ArrayList<>();
    for (int part = 0; part < baselines.length; part++) {
      differences.add(Math.log(values[part] / baselines[part]));
    }
    candidates.add(new Candidate(request, percent, baseline, value, differences, ""));
  }

  /// A figure that cannot be tested.
  ///
  /// @param why as the end of a sentence
  void addUntested(
      @Nullable String request,
      @Nullable Double percent,
      double baseline,
      double value,
      String why) {
    candidates.add(new Candidate(request, percent, baseline, value, List.of(), why));
  }

  /// In the order in which they were added.
  List<Difference> differences() {
    List<Candidate> tested =
        candidates.stream().filter(candidate -> candidate.untested.isEmpty()).toList();
    List<SignFlip> flips = tested.stream().map(each -> SignFlip.of(each.array())).toList();
    Holm holm = Holm.of(ALPHA, flips.stream().mapToDouble(SignFlip::pValue).toArray());
    List<Difference> differences = new ArrayList<>();
    int index = 0;
    for (Candidate candidate : candidates) {
      Difference.Finding finding = new Difference.Untested(candidate.untested);
      if (candidate.untested.isEmpty()) {
        finding = tested(candidate.array(), flips.get(index), holm.alpha().get(index));
        index++;
      }
      differences.add(
          new Difference(
              candidate.request, candidate.percent, candidate.baseline, candidate.value, finding));
    }
    return differences;
  }

  private static Difference.Tested tested(double[] differences, SignFlip flips, double alpha) {
    return new Difference.Tested(
        Math.exp(Arrays.stream(differences).average().orElse(0)),
        Math.exp(flips.low(alpha)),
        Math.exp(flips.high(alpha)),
        flips.pValue(),
        flips.pValue() <= alpha,
        Math.max(RESOLUTION, Math.expm1(detectable(differences, alpha))));
  }

  /// `(t(n−1, 1−α/2) + t(n−1, 0.8))·s/√n` of the logarithms: what a test of pairs finds in 80 of
  /// 100 cases.
  private static double detectable(double[] differences, double alpha) {
    int n = differences.length;
    double mean = Arrays.stream(differences).average().orElse(0);
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    TDistribution t = new TDistribution(n - 1.0);
    return (t.inverseCumulativeProbability(1 - alpha / 2) + t.inverseCumulativeProbability(POWER))
        * Math.sqrt(squares / (n - 1.0) / n);
  }
}
