package dev.spate.client;

import dev.spate.coordinator.plan.Problem;
import java.util.List;

/// What became of a submitted plan.
public sealed interface Submission {
  /// It runs, or waits for its workers.
  record Accepted(String run) implements Submission {}

  /// It is not a plan.
  record Rejected(List<Problem> problems) implements Submission {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /// Not now.
  ///
  /// @param reason a sentence for people
  record Refused(String reason) implements Submission {}
}
