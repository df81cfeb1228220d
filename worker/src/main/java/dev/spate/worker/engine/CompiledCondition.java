package dev.spate.worker.engine;

import dev.spate.answer.SafeRegex;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Template;
import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/// A compiled [Condition].
@FunctionalInterface
interface CompiledCondition {
  /// Bounded, so that no text costs more than a look at it.
  Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

  boolean holds(Variables variables);

  static CompiledCondition of(Condition condition, VariablePlaces places) {
    return switch (condition) {
      case Condition.Truth(Template value) -> {
        Phrase phrase = Phrase.of(value, places);
        yield variables -> isTrue(phrase.textFor(variables));
      }
      case Condition.Comparison(Template left, Operator operator, Template right) -> {
        Phrase one = Phrase.of(left, places);
        Phrase other = Phrase.of(right, places);
        yield variables -> holds(one.textFor(variables), operator, other.textFor(variables));
      }
      case Condition.Matches(Template value, String pattern) -> {
        Phrase phrase = Phrase.of(value, places);
        SafeRegex regex = SafeRegex.of(pattern);
        yield variables -> regex.matches(phrase.textFor(variables));
      }
      case Condition.Not(Condition negated) -> {
        CompiledCondition compiled = of(negated, places);
        yield variables -> !compiled.holds(variables);
      }
      case Condition.All(var all) -> {
        List<CompiledCondition> compiled = all.stream().map(each -> of(each, places)).toList();
        yield variables -> compiled.stream().allMatch(each -> each.holds(variables));
      }
      case Condition.Any(var any) -> {
        List<CompiledCondition> compiled = any.stream().map(each -> of(each, places)).toList();
        yield variables -> compiled.stream().anyMatch(each -> each.holds(variables));
      }
    };
  }

  private static boolean isTrue(String text) {
    return !text.isEmpty() && !text.equals("false") && !text.equals("0");
  }

  private static boolean holds(String left, Operator operator, String right) {
    if (operator == Operator.CONTAINS) {
      return left.contains(right);
    }
    int compared = compare(left, right);
    return switch (operator) {
      case EQUAL -> compared == 0;
      case NOT_EQUAL -> compared != 0;
      case LESS -> compared < 0;
      case AT_MOST -> compared <= 0;
      case GREATER -> compared > 0;
      case AT_LEAST -> compared >= 0;
      case CONTAINS -> throw new IllegalStateException("not a matter of order");
    };
  }

  private static int compare(String left, String right) {
    return NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches()
        ? new BigDecimal(left).compareTo(new BigDecimal(right))
        : left.compareTo(right);
  }
}
