package dev.spate.system;

import java.util.function.Predicate;
import java.util.function.Supplier;

/// Measures again what a machine that was busy with something else has spoiled.
///
/// A scheduler's slice or a stolen processor comes and goes; a fault of the program is there each
/// time. So of a figure with a tolerance, one good try of five is proof. What is exact (the ledger,
/// the requests sent) is asserted in every try, by the measurement itself.
final class Tries {
  private static final int MOST = 5;

  private Tries() {}

  /// The first good result, or the last one: for the test to judge.
  static <T> T until(Predicate<T> good, Supplier<T> measurement) {
    for (int left = MOST; ; left--) {
      T result = measurement.get();
      System.out.println("measured: " + result);
      if (left == 1 || good.test(result)) {
        return result;
      }
    }
  }
}
