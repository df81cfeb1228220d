package dev.spate.coordinator.compare;

import java.math.BigDecimal;
import java.util.List;

/// The percentiles that are compared.
final class Percents {
  static final List<Double> ALL = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

  /// Of each request for itself.
  static final List<Double> OF_REQUESTS = List.of(50.0, 99.0);

  private Percents() {}

  /// As a key of `report.json`: `99.9`.
  static String key(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }

  /// `p99.9`.
  static String name(double percent) {
    return "p" + key(percent);
  }
}
