package dev.spate.coordinator.plan;

import dev.spate.plan.Plan;
import java.util.List;

/// What became of the text of a plan.
public sealed interface ParsedPlan {
  /// A plan without a problem.
  ///
  /// @param redactedText the text as it was, with `"***"` in place of the headers' secrets and of a
  ///   private key
  record Accepted(Plan plan, String redactedText) implements ParsedPlan {}

  /// Every problem found, in the order of the text; at least one.
  record Rejected(List<Problem> problems) implements ParsedPlan {
    /// @throws IllegalArgumentException without a problem
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a plan without a problem is accepted");
      }
    }
  }
}
