package dev.spate.coordinator.compare;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Several tests at once, with a probability of α of one false alarm in all (Holm 1979): the
/// smallest p-value is held against α/m, the next one against α/(m − 1), and so on; the first one
/// that is not below its limit ends it, and all from there on are held against that limit.
///
/// @param alpha that each test was held against, in the order of the p-values: an interval of
///   probability 1 − that leaves out 0 exactly where the test says so
record Holm(List<Double> alpha) {
  static Holm of(double total, double... pValues) {
    int m = pValues.length;
    List<Integer> order =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble(index -> pValues[index]))
            .toList();
    Double[] limits = new Double[m];
    double limit = total;
    boolean ended = false;
    for (int rank = 0; rank < m; rank++) {
      limit = ended ? limit : total / (m - rank);
      limits[order.get(rank)] = limit;
      ended |= pValues[order.get(rank)] > limit;
    }
    return new Holm(List.of(limits));
  }
}
