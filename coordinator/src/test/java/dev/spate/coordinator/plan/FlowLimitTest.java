package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A thousand steps, of which what gives variables their first values is one.
class FlowLimitTest {
  private static String plan(String value, int requests) {
    return """
    target: http://127.0.0.1:8080
    variables: { v: "%s" }
    phases: [{ arrivalRate: 20/s, duration: 30s }]
    scenarios: { a: { flow: [%s] } }
    """
        .formatted(value, "{ get: '/${v}' }, ".repeat(requests - 1) + "{ get: / }");
  }

  @Test
  void whatVariesTakesAStep() {
    assertThat(Plans.plan(plan("a", 1_000)).requestNames()).hasSize(2);
    assertThat(Plans.plan(plan("${uuid()}", 999)).requestNames()).hasSize(2);
    assertThat(Plans.problems(plan("${uuid()}", 1_000)))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .isEqualTo(
                    "has more than 1000 steps, those within others and of named flows included,"
                        + " and 1 for its feeders and variables"));
  }
}
