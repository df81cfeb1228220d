package dev.spate.coordinator.compare;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The response times of a run, or of one of its requests, part by part: of each part only what a
/// comparison needs. The parts come one after the other, so that there is one histogram of a part
/// at a time and one of them all.
final class Parts {
  private static final int DIGITS = 3;

  /// A percentile of fewer durations above it is no number.
  private static final double LEAST_ABOVE = 5;

  private final Histogram whole = new Histogram(DIGITS);
  private final Histogram part = new Histogram(DIGITS);
  private final long[] counts;
  private final double[][] values;
  private int current;

  /// @param parts how many there will be
  Parts(int parts) {
    whole.setAutoResize(true);
    part.setAutoResize(true);
    this.counts = new long[parts];
    this.values = new double[Percents.ALL.size()][parts];
  }

  /// @param number of the part, not below that of the last call
  /// @param durations in microseconds
  void add(int number, Histogram durations) {
    if (number != current) {
      close();
      current = number;
    }
    part.add(durations);
  }

  /// Ends the last part.
  void close() {
    counts[current] = part.getTotalCount();
    for (int index = 0; index < values.length; index++) {
      double micros = part.getValueAtPercentile(Percents.ALL.get(index));
      values[index][current] = Math.max(1, micros) / 1e6;
    }
    whole.add(part);
    part.reset();
  }

  /// Seconds of each part, the first one first; null where one of them has too few durations.
  double @Nullable [] percentile(double percent) {
    boolean enough =
        Arrays.stream(counts)
            .allMatch(count -> count * (100 - percent) / 100 >= LEAST_ABOVE - 1e-9);
    return enough ? values[Percents.ALL.indexOf(percent)].clone() : null;
  }

  /// How many durations each part has.
  long[] counts() {
    return counts.clone();
  }

  long count() {
    return whole.getTotalCount();
  }

  /// Of all parts together, in seconds.
  double wholeSeconds(double percent) {
    return whole.getValueAtPercentile(percent) / 1e6;
  }

  /// The whole as a curve: percent and seconds, ten points for each tenfold of 1/(1 − p), up to
  /// where one duration is above.
  List<double[]> curve() {
    return PercentileCurve.of(whole);
  }
}
