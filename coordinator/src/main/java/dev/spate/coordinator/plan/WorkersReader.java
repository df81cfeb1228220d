package dev.spate.coordinator.plan;

import dev.spate.plan.Workers;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads `workers`: what the plan asks of the cluster.
final class WorkersReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("expect", "tolerance", "onLoss").later("where", "labels", "zones");

  private WorkersReader() {}

  static Workers read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    fields.find("onLoss").ifPresent(WorkersReader::onLoss);
    int expect =
        fields
            .find("expect")
            .flatMap(number -> number.wholeInt(1, Workers.MAX_WORKERS))
            .orElse(Workers.DEFAULT.expect());
    double tolerance =
        fields
            .find("tolerance")
            .flatMap(WorkersReader::tolerance)
            .orElse(Workers.DEFAULT.tolerance());
    return new Workers(expect, tolerance);
  }

  private static Optional<Double> tolerance(Value value) {
    return value
        .text("a part such as 5%")
        .flatMap(text -> Parts.read(value, text))
        .map(BigDecimal::doubleValue);
  }

  private static void onLoss(Value value) {
    switch (value.text("continue").orElse("continue")) {
      case "continue" -> {}
      case "rebalance", "abort", "stop" ->
          value.problem(value.shown() + " is not supported yet", "onLoss: continue");
      default -> value.mismatch("continue", "");
    }
  }
}
