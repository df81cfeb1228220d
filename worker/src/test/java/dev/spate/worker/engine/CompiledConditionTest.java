package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Template;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What conditions amount to.
final class CompiledConditionTest {
  private static final VariablePlaces PLACES =
      VariablePlaces.of(
          Simulation.plan(
              0,
              List.of(Simulation.get("/")),
              Simulation.phase("p", 1_000_000, new ClosedLoad(1, 1, 0))));
  private static final Condition YES = new Condition.Truth(Template.of("yes"));
  private static final Condition NO = new Condition.Truth(Template.of(""));

  private static boolean holds(Condition condition) {
    return CompiledCondition.of(condition, PLACES).holds(new Variables(PLACES));
  }

  @ParameterizedTest
  @CsvSource({
    "a, ==, a, true",
    "a, ==, b, false",
    "a, !=, b, true",
    "1.0, ==, 1, true",
    "1.0, !=, 1, false",
    "9, <, 10, true",
    "9, <, 10a, false",
    "-2, <, -1, true",
    "0.1, <=, 0.10, true",
    "b, >, a, true",
    "12345678901234567890123, >, 12345678901234567890122, true",
    "2, >=, 10, false",
    "1e3, ==, 1000, false",
    "banana, contains, nan, true",
    "banana, contains, x, false",
    "'', ==, '', true",
  })
  void comparesNumbersAsNumbersAndTextsAsTexts(
      String left, String operator, String right, boolean holds) {
    Operator compared = Operator.of(operator).orElseThrow();
    assertThat(holds(new Condition.Comparison(Template.of(left), compared, Template.of(right))))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({"x, true", "false, false", "0, false", "'', false", "00, true", "False, true"})
  void takesATextByItselfAsTrueOrFalse(String text, boolean holds) {
    assertThat(holds(new Condition.Truth(Template.of(text)))).isEqualTo(holds);
  }

  @Test
  void matchesSomewhereInAText() {
    assertThat(holds(new Condition.Matches(Template.of("page 12"), "[0-9]+$"))).isTrue();
    assertThat(holds(new Condition.Matches(Template.of("page"), "[0-9]+$"))).isFalse();
  }

  @Test
  void joinsConditions() {
    assertThat(holds(new Condition.All(List.of(YES, YES)))).isTrue();
    assertThat(holds(new Condition.All(List.of(YES, NO)))).isFalse();
    assertThat(holds(new Condition.Any(List.of(NO, YES)))).isTrue();
    assertThat(holds(new Condition.Any(List.of(NO, NO)))).isFalse();
    assertThat(holds(new Condition.Not(NO))).isTrue();
  }
}
