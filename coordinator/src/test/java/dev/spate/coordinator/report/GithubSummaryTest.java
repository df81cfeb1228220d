package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class GithubSummaryTest {
  private static Report report(double failsBelow, String name) {
    Plan plan =
        Plans.plan(
            List.of(Plans.steady("steady", 400, 30)),
            List.of(name),
            List.of(Plans.below(50, failsBelow)),
            0.5);
    return new SimulatedRun(plan, 2)
        .target((_, _, due, n) ->
            n % 50 == 0 ? Answer.failing(0.01, Outcome.STATUS_5XX, 503) : Answer.after(0.02))
        .report();
  }

  @Test
  void tellsTheVerdictTheThresholdsTheLedgerAndTheRequests() {
    Report report = report(0.25, "list products");
    assertThat(GithubSummary.of(report))
        .startsWith("## ✅ ")
        .contains("| ✅ | response\\_time p\\(50.0\\)&lt;0.25s | 20.0 ms |\n")
        .contains("Ledger (balanced): 12,000 arrivals planned = 12,000 completed")
        .contains("| list products | steady | 400/s | 20.0 ms | 20.0 ms | 20.0 ms | 2 % |\n");
    assertThat(GithubAnnotations.of(report)).isEmpty();
  }

  @Test
  void whatFailedIsAnAnnotation() {
    Report report = report(0.001, "list products");
    assertThat(GithubSummary.of(report)).startsWith("## ❌ ").contains("`THRESHOLD_FAILED`");
    assertThat(GithubAnnotations.of(report))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("::error title=")
        .contains("response_time p(50.0)<0.001s::observed 20.0 ms");
  }

  @Test
  void namesAreNoMarkupAndNoCommands() {
    Report report = report(0.25, "<img src=x onerror=alert(1)>|a`b ::error::c");
    assertThat(GithubSummary.of(report))
        .contains("&lt;img src=x onerror=alert\\(1\\)&gt;\\|a\\`b \\:\\:error\\:\\:c")
        .doesNotContain("<img");
  }
}
