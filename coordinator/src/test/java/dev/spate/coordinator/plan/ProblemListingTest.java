package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemListingTest {
  @Test
  void showsTheLineAndACaret() {
    String text = Plans.SHORTEST.replace("arrivalRate", "arivalRate").replace("30s", "30");
    assertThat(ProblemListing.of("shop.yaml", text, Plans.problems(text)))
        .isEqualTo(
            """
            shop.yaml:3:5: phases[0].arivalRate: unknown key
                |   - arivalRate: 20/s
                |     ^
                did you mean "arrivalRate"?
            shop.yaml:4:15: phases[0].duration: must be a duration such as 250ms, 30s, 2m or 1h, not "30"
                |     duration: 30
                |               ^
                did you mean 30s?
            2 problems in shop.yaml
            """);
  }

  @Test
  void showsNoLineThatMayHoldASecret() {
    String text =
        Plans.withStep("- get: /\n  headers: { authorization: \"s3cret\\n\", \"a b\": c }");
    assertThat(ProblemListing.of("shop.yaml", text, Plans.problems(text)))
        .contains("headers.authorization: the value has a line break")
        .doesNotContain("s3cret");
  }

  @Test
  void leavesOutALineThatIsNotThere() {
    Problem problem = new Problem(7, 3, "", "the plan is empty", "");
    assertThat(ProblemListing.of("x", "", List.of(problem)))
        .isEqualTo("x:7:3: the plan is empty\n1 problem in x\n");
  }

  @Test
  void printsNoControlCharacters() {
    String text = "a: \u001b[31mred\n";
    assertThat(ProblemListing.of("x", text, Plans.problems(text)))
        .doesNotContain("\u001b")
        .contains("a: ?[31mred");
  }

  @Test
  void describesItselfOnOneLineAndOneForTheSuggestion() {
    Problem problem = new Problem(12, 5, "phases[1].arivalRate", "unknown key", "did you mean?");
    assertThat(problem.describe("plan.yaml"))
        .isEqualTo("plan.yaml:12:5: phases[1].arivalRate: unknown key\n    did you mean?");
    assertThat(new Problem(1, 1, "", "the plan is empty", ""))
        .hasToString("plan:1:1: the plan is empty");
  }
}
