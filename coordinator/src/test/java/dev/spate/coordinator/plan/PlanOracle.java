package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Plan;
import java.util.List;

/// What holds for whatever a text is that somebody takes for a plan.
final class PlanOracle {
  private PlanOracle() {}

  /// It is a plan that can be kept, or every problem has a place in the text.
  static void check(ParsedPlan parsed, String text) {
    switch (parsed) {
      case ParsedPlan.Accepted(Plan plan, String redacted) -> {
        Plan kept = PlanSecrets.masked(Plans.plan(redacted));
        Plan masked = PlanSecrets.masked(plan);
        assertThat(kept.phases()).as(text).isEqualTo(plan.phases());
        assertThat(kept.scenarios()).as(text).isEqualTo(masked.scenarios());
        assertThat(kept.http()).as(text).isEqualTo(masked.http());
      }
      case ParsedPlan.Rejected(List<Problem> problems) -> {
        long lines = text.lines().count();
        assertThat(problems).isNotEmpty();
        for (Problem problem : problems) {
          assertThat(problem.message()).as(text).doesNotContain("not a plan that can be run");
          assertThat(problem.line()).as(text).isBetween(1, (int) lines + 1);
          assertThat(problem.message()).as(text).doesNotContain("\n").isNotBlank();
        }
        assertThat(ProblemListing.of("plan.yaml", text, problems)).contains("plan.yaml:");
      }
    }
  }
}
