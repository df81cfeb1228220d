package dev.spate.compare;

import java.util.ArrayList;
import java.util.List;

/// One figure of each round.
///
/// @param values in the order of the rounds, at least one, all finite
record Samples(List<Double> values) {
  Samples {
    values = List.copyOf(values);
    if (values.isEmpty() || values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException("no figures to speak of: " + values);
    }
  }

  static Samples of(double value) {
    return new Samples(List.of(value));
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  double most() {
    return values.stream().max(Double::compare).orElseThrow();
  }

  /// Each figure divided by that of the same round: what slows both of a pair leaves it alone.
  Samples over(Samples others) {
    if (values.size() != others.values.size()) {
      throw new IllegalArgumentException("pairs of " + values + " and " + others.values);
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < values.size(); round++) {
      ratios.add(values.get(round) / others.values.get(round));
    }
    return new Samples(ratios);
  }
}
