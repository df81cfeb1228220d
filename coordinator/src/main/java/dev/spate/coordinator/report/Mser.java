package dev.spate.coordinator.report;

import java.util.Arrays;

/// Where a series settles: the marginal standard error rule (MSER; K. P. White, "An effective
/// truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997). Of the
/// values y₁ … y_n it cuts the d first ones for which
///
///     Σ_{i>d} (y_i − ȳ_{>d})² / (n − d)²
///
/// is smallest, within 5 %, with d at most n/2. Leaving out what does not belong makes the rest vary less;
/// leaving out more makes it shorter. It wants means rather than single observations (MSER-5 takes
/// those of five); those of a second are means of many more.
///
/// The tolerance is ours: where the series is long settled the error hardly changes with d, and
/// noise alone would put the smallest anywhere. Of several that are as good the fewest are cut.
final class Mser {
  /// Nothing was found: the series has not settled by its middle, or is too short to say.
  static final int UNSETTLED = -1;

  private static final int LEAST = 20;
  private static final double TOLERANCE = 0.05;

  private Mser() {}

  /// @return how many values to cut, or [#UNSETTLED]
  static int cut(double[] means) {
    if (means.length < LEAST) {
      return UNSETTLED;
    }
    double[] errors = new double[means.length / 2 + 1];
    Arrays.setAll(errors, d -> error(means, d));
    double least = Arrays.stream(errors).min().orElseThrow();
    if (errors[errors.length - 1] == least && least > 0) {
      return UNSETTLED;
    }
    int cut = 0;
    while (errors[cut] > (1 + TOLERANCE) * least) {
      cut++;
    }
    return cut;
  }

  private static double error(double[] means, int from) {
    int n = means.length - from;
    double sum = 0;
    for (int i = from; i < means.length; i++) {
      sum += means[i];
    }
    double squares = 0;
    for (int i = from; i < means.length; i++) {
      squares += (means[i] - sum / n) * (means[i] - sum / n);
    }
    return squares / ((double) n * n);
  }
}
