package dev.spate.coordinator.plan;

import dev.spate.plan.Workers;
import dev.spate.plan.Workers.OnLoss;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Reads `workers`: what the plan asks of the cluster.
final class WorkersReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("expect", "max", "tolerance", "onLoss", "orphanGrace")
          .later("where", "labels", "zones");

  private static final List<String> ON_LOSS = List.of("rebalance", "continue", "fail");

  private WorkersReader() {}

  static Workers read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    int expect =
        fields
            .find("expect")
            .flatMap(number -> number.wholeInt(1, Workers.MAX_WORKERS))
            .orElse(Workers.DEFAULT.expect());
    int max = fields.find("max").flatMap(number -> max(number, expect)).orElse(0);
    double tolerance =
        fields
            .find("tolerance")
            .flatMap(WorkersReader::tolerance)
            .orElse(Workers.DEFAULT.tolerance());
    OnLoss onLoss =
        fields.find("onLoss").flatMap(WorkersReader::onLoss).orElse(Workers.DEFAULT.onLoss());
    long orphanGraceNs =
        fields
            .find("orphanGrace")
            .flatMap(WorkersReader::orphanGrace)
            .orElse(Workers.DEFAULT_ORPHAN_GRACE_NS);
    return new Workers(expect, max, tolerance, onLoss, orphanGraceNs);
  }

  private static Optional<Integer> max(Value value, int expect) {
    Optional<Integer> max = value.wholeInt(1, Workers.MAX_WORKERS);
    if (max.isPresent() && max.get() < expect) {
      value.problem(
          "must not be less than expect, " + expect + ", not " + max.get(), "max: " + expect);
      return Optional.empty();
    }
    return max;
  }

  private static Optional<Double> tolerance(Value value) {
    return value
        .text("a part such as 5%")
        .flatMap(text -> Parts.read(value, text))
        .map(BigDecimal::doubleValue);
  }

  private static Optional<OnLoss> onLoss(Value value) {
    String wanted = "one of rebalance, continue and fail";
    return value
        .text(wanted)
        .flatMap(text ->
            switch (text) {
              case "rebalance" -> Optional.of(OnLoss.REBALANCE);
              case "continue" -> Optional.of(OnLoss.CONTINUE);
              case "fail" -> Optional.of(OnLoss.FAIL);
              case "abort", "stop" -> {
                value.mismatch(wanted, "did you mean \"fail\"?");
                yield Optional.empty();
              }
              default -> {
                String nearest = Spelling.nearest(text, ON_LOSS);
                value.mismatch(
                    wanted, nearest.isEmpty() ? "" : "did you mean \"" + nearest + "\"?");
                yield Optional.empty();
              }
            });
  }

  private static Optional<Long> orphanGrace(Value value) {
    return Durations.read(value, Workers.MIN_ORPHAN_GRACE_NS, Workers.MAX_ORPHAN_GRACE_NS);
  }
}
