package dev.spate.coordinator.report;

import dev.spate.measure.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/// The requests that failed or timed out, by cause.
final class Errors {
  private Errors() {}

  /// @return by the name in reports, in their fixed order; without causes that never were
  static Map<String, Long> of(Map<Outcome, Long> outcomes) {
    Map<String, Long> errors = new LinkedHashMap<>();
    outcomes.forEach((outcome, count) -> {
      if (isError(outcome)) {
        errors.put(outcome.id(), count);
      }
    });
    return errors;
  }

  private static boolean isError(Outcome outcome) {
    return switch (outcome.account()) {
      case FAILED, TIMED_OUT -> true;
      case SUCCEEDED, UNANSWERED -> false;
    };
  }
}
