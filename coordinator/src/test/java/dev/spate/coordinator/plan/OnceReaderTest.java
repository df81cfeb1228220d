package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.explain.PlanSummary;
import dev.spate.coordinator.explain.SummaryJson;
import dev.spate.coordinator.explain.SummaryText;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `beforeRun` and `afterRun`.
final class OnceReaderTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      seed: 42
      variables: { a: 1, b: 2, c: 3 }
      flows:
        login:
          - { post: /login, name: login, capture: { token: { header: x-token } } }
      beforeRun:
        - flow: login
        - set: { b: "${token}-${a}" }
      phases:
        - { arrivalRate: 20/s, duration: 30s }
      scenarios:
        visit:
          variables: { c: 4 }
          flow:
            - { get: "/${token}/${a}/${b}/${c}", name: visit }
      afterRun:
        - { delete: "/${token}/${a}/${b}/${c}", name: clean, headers: { cookie: s3cret } }
      """;

  private static String path(Step step) {
    return ((HttpRequest) step).path().toString();
  }

  @Test
  void whatComesFirstIsKnownEverywhere() {
    Plan plan = Plans.plan(PLAN);
    assertThat(plan.once().shared()).containsExactly("b", "token");
    List<Step> visit = plan.scenarios().getFirst().flow();
    assertThat(visit).as("nothing gives b its first value again").hasSize(1);
    assertThat(path(visit.getFirst()))
        .contains("Variable[name=token]", "/1/", "Variable[name=b]", "/4");
    List<Step> after = plan.once().after();
    assertThat(path(after.getFirst())).contains("Variable[name=token]", "Variable[name=b]", "/3");
  }

  /// Until it sets it itself, a variable of the plan is what the plan says.
  @Test
  void beginsWithThePlansVariables() {
    List<Step> before = Plans.plan(PLAN).once().before();
    assertThat(before).hasSize(3);
    assertThat(before.getFirst()).isInstanceOf(SetVariables.class).asString().contains("b", "2");
  }

  @Test
  void aScenariosOwnVariableHidesIt() {
    Plan plan = Plans.plan(PLAN.replace("{ c: 4 }", "{ c: 4, token: mine }"));
    assertThat(path(plan.scenarios().getFirst().flow().getFirst()))
        .contains("/mine/")
        .doesNotContain("name=token");
  }

  @Test
  void aColumnOfAFeederHidesIt() {
    String fed =
        PLAN.replace("flows:", "feeders: { f: { file: d.csv } }\nflows:")
            .replace("variables: { c: 4 }", "feeder: f");
    Given given = Given.NOTHING.withTexts(Map.of("d.csv", "token\nx\n"));
    assertThat(PlanParser.parse(fed, given)).isInstanceOf(ParsedPlan.Accepted.class);
  }

  @Test
  void itsRequestsAreInNoRowOfTheReport() {
    Plan plan = Plans.plan(PLAN);
    assertThat(plan.requestNames()).containsExactly("visit");
    String wrong = PLAN + "thresholds: { 'response_time{request:login}': p(95)<1s }\n";
    assertThat(Plans.problems(wrong).toString()).contains("login");
  }

  @Test
  void itsSecretsAreKeptNowhere() {
    assertThat(PlanSecrets.masked(Plans.plan(PLAN)).once().toString())
        .contains("clean")
        .doesNotContain("s3cret");
    assertThat(Plans.accepted(PLAN).redactedText()).doesNotContain("s3cret");
  }

  @Test
  void isExplained() {
    assertThat(SummaryText.of(PlanSummary.of(Plans.plan(PLAN)), false))
        .contains(
            """
            beforeRun, once on one worker, before the traffic:
                login; everybody has its b, token
            afterRun, once on one worker, when all traffic has ended:
                clean
            """);
    assertThat(SummaryJson.of(PlanSummary.of(Plans.plan(PLAN))).replaceAll("\\s", ""))
        .contains("\"beforeRun\":[\"login\"],\"afterRun\":[\"clean\"]");
  }
}
