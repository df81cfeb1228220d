package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Choice;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Expression;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Plan;
import dev.spate.plan.Repeat;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Template.Encoding;
import dev.spate.plan.Think;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Named flows, steps within steps, and conditions.
final class StepsTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      seed: 42
      variables: { a: "${randomInt(1, 2)}", fixed: 7 }
      phases:
        - { arrivalRate: 20/s, duration: 30s }
      flows:
        login:
          - { get: /login, name: open, headers: { authorization: s3cret } }
          - flow: ask
        ask:
          - group: asking
            do:
              - { post: /login, name: ask, headers: { cookie: s3cret } }
      scenarios:
        visit:
          flow:
            - get: /
      """;

  private static Plan plan(String steps) {
    return Plans.plan(PLAN.replace("- get: /\n", "- get: /\n" + steps.indent(6)));
  }

  /// Behind the one that sets `a`, and the request.
  private static List<Step> steps(String steps) {
    List<Step> flow = plan(steps).scenarios().getFirst().flow();
    return flow.subList(2, flow.size());
  }

  private static Template variable(String name) {
    return new Template(List.of(new Template.Hole(new Expression.Variable(name), Encoding.PLAIN)));
  }

  private static Condition condition(String text) {
    Step step = steps("- { if: \"" + text + "\", then: [{ get: / }] }").getFirst();
    return ((Choice) step).condition();
  }

  @Test
  void putsNamedFlowsInTheirPlaces() {
    Plan plan = plan("- flow: login\n- flow: ask");
    List<Step> steps = plan.scenarios().getFirst().flow();
    assertThat(steps).hasSize(5);
    assertThat(steps.get(2))
        .isInstanceOfSatisfying(
            HttpRequest.class, request -> assertThat(request.name()).isEqualTo("open"));
    assertThat(steps.get(3)).isInstanceOf(Group.class).isEqualTo(steps.get(4));
    assertThat(plan.requestNames()).containsExactly("GET /", "open", "ask");
    assertThat(plan.groupNames()).containsExactly("asking");
  }

  @Test
  void keepsSecretsOfFlowsAndOfStepsWithinSteps() {
    String text = PLAN.replace("- get: /\n", "- get: /\n      - flow: login\n");
    ParsedPlan.Accepted accepted = Plans.accepted(text);
    assertThat(accepted.redactedText()).isEqualTo(text.replace("s3cret", "\"***\""));
    assertThat(accepted.plan().toString()).contains("s3cret");
    assertThat(PlanSecrets.masked(accepted.plan()).toString()).doesNotContain("s3cret");
    assertThat(PlanSecrets.masked(accepted.plan())).isEqualTo(Plans.plan(accepted.redactedText()));
  }

  @Test
  void readsChoices() {
    Step choice =
        steps(
                """
                - if: "${a} == 1"
                  then: [{ set: { b: 1 } }]
                  else:
                    - think: 1s
                    - set: { c: 2 }
                - get: /${b}${c}
                """)
            .getFirst();
    assertThat(choice)
        .isEqualTo(
            new Choice(
                new Condition.Comparison(variable("a"), Operator.EQUAL, Template.of("1")),
                List.of(set("b", "1")),
                List.of(new Think(1_000_000_000, 1_000_000_000), set("c", "2"))));
  }

  private static SetVariables set(String variable, String value) {
    return new SetVariables(List.of(new SetVariables.Assignment(variable, Template.of(value))));
  }

  @Test
  void readsLoops() {
    List<Step> loops =
        steps(
            """
            - { loop: { times: 3 }, do: [{ think: 1ns }] }
            - { loop: { while: "${more}" }, do: [{ set: { more: x } }] }
            - { loop: { while: "${more}", atMost: 5 }, do: [{ think: 1ns }] }
            - { loop: { over: 1m }, do: [{ think: 1ns }] }
            """);
    Condition more = new Condition.Truth(variable("more"));
    assertThat(loops)
        .extracting(loop -> ((Repeat) loop).rounds())
        .containsExactly(
            new Repeat.Times(3),
            new Repeat.While(more, 1_000),
            new Repeat.While(more, 5),
            new Repeat.Over(60_000_000_000L));
  }

  @Test
  void setsWhatOnlyAStepWithinAnotherSetsAgain() {
    List<Step> flow =
        plan("- { loop: { times: 2 }, do: [{ set: { fixed: 8 } }] }\n- get: /${fixed}")
            .scenarios()
            .getFirst()
            .flow();
    assertThat(((SetVariables) flow.getFirst()).assignments())
        .extracting(SetVariables.Assignment::variable)
        .containsExactly("a", "fixed");
    assertThat(((HttpRequest) flow.getLast()).path().constant()).isFalse();
  }

  @Test
  void readsLogs() {
    assertThat(steps("- log: ${a}")).containsExactly(new Log(variable("a")));
    assertThat(steps("- log: 5")).containsExactly(new Log(Template.of("5")));
  }

  @Test
  void bindsNotBeforeAndBeforeOr() {
    Condition a = new Condition.Truth(variable("a"));
    Condition one = new Condition.Comparison(variable("a"), Operator.AT_MOST, Template.of("1"));
    assertThat(condition("${a} or not ${a} and ${a} <= 1"))
        .isEqualTo(
            new Condition.Any(List.of(a, new Condition.All(List.of(new Condition.Not(a), one)))));
    assertThat(condition("(${a} or ${a} <= 1) and not (${a})"))
        .isEqualTo(
            new Condition.All(List.of(new Condition.Any(List.of(a, one)), new Condition.Not(a))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${a} == 'x y' | x y",
        "${a}=='' | ``",
        "${a} == 'it\\\\'s' | it's",
        "${a} == 'a\\\\d' | a\\d",
        "${a} == -1.50 | -1.50",
        "${a} == true | true",
        "${a} == '$${a}' | ${a}",
        "${a} == '${upper(\\\"it's}\\\")}' | IT'S}",
        "${a} == ${fixed} | 7",
      })
  void takesTextsNumbersAndHoles(String text, String operand) {
    Condition.Comparison comparison = (Condition.Comparison) condition(text);
    assertThat(comparison.left()).isEqualTo(variable("a"));
    boolean call = text.contains("upper");
    assertThat(comparison.right().constant()).isNotEqualTo(call);
    assertThat(comparison.right().text()).isEqualTo(call ? "" : operand);
  }

  @Test
  void takesRegularExpressionsAsTheyStand() {
    assertThat(condition("${a} matches '^\\\\d+$'"))
        .isEqualTo(new Condition.Matches(variable("a"), "^\\d+$"));
  }

  @Test
  void knowsNothingInOneBranchOfTheOther() {
    assertThat(
            Plans.problems(
                PLAN.replace(
                    "- get: /\n",
                    "- { if: \"${a}\", then: [{ set: { b: 1 } }], else: [{ get: '/${b}' }] }\n")))
        .extracting(Problem::message)
        .containsExactly("unknown variable \"b\"");
  }
}
