package dev.spate.worker.engine;

import dev.spate.answer.Answer.Wanted;
import dev.spate.answer.AnswerChecks;
import dev.spate.answer.AnswerReader;
import dev.spate.answer.HeaderSource;
import dev.spate.answer.JsonPathSource;
import dev.spate.answer.SafeRegex;
import dev.spate.answer.Source;
import dev.spate.plan.Check;
import dev.spate.plan.Check.Rule;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;

/// A compiled [Check].
///
/// @param wanted what of an answer it looks at
record CompiledCheck(Wanted wanted, Judge judge) {
  /// Whether an answer is as it should be.
  @FunctionalInterface
  interface Judge {
    boolean holds(AnswerReader answer, long serviceNs, Variables variables);
  }

  static CompiledCheck of(Check check, VariablePlaces places) {
    return switch (check) {
      case Check.HeaderField(String name, Rule rule) ->
          new CompiledCheck(Wanted.HEAD, some(new HeaderSource(name), rule, places));
      case Check.JsonPath(String path, Rule rule) ->
          new CompiledCheck(Wanted.BODY, some(new JsonPathSource(path), rule, places));
      case Check.BodyText(Rule rule) -> new CompiledCheck(Wanted.BODY, body(rule, places));
      case Check.Size(Comparison comparison, long bytes) ->
          new CompiledCheck(
              Wanted.BODY, (answer, _, _) -> comparison.holds(answer.bodyLength(), (double) bytes));
      case Check.Time(Comparison comparison, long ns) ->
          new CompiledCheck(
              Wanted.NOTHING,
              (_, serviceNs, _) -> comparison.holds((double) serviceNs, (double) ns));
    };
  }

  boolean holds(AnswerReader answer, long serviceNs, Variables variables) {
    return judge.holds(answer, serviceNs, variables);
  }

  /// Whether one of the values at a place is as the rule has it.
  private static Judge some(Source source, Rule rule, VariablePlaces places) {
    return switch (rule) {
      case Check.Is(var template) -> {
        Phrase text = Phrase.of(template, places);
        yield (answer, _, variables) -> AnswerChecks.is(answer, source, text.textFor(variables));
      }
      case Check.Contains(var template) -> {
        Phrase text = Phrase.of(template, places);
        yield (answer, _, variables) ->
            AnswerChecks.contains(answer, source, text.textFor(variables));
      }
      case Check.Matches(String pattern) -> {
        SafeRegex regex = SafeRegex.of(pattern);
        yield (answer, _, _) -> AnswerChecks.matches(answer, source, regex);
      }
    };
  }

  private static Judge body(Rule rule, VariablePlaces places) {
    return switch (rule) {
      case Check.Is(var template) -> {
        Phrase text = Phrase.of(template, places);
        yield (answer, _, variables) -> answer.text().equals(text.textFor(variables));
      }
      case Check.Contains(var template) -> {
        Phrase text = Phrase.of(template, places);
        yield (answer, _, variables) -> AnswerChecks.bodyContains(answer, text.textFor(variables));
      }
      case Check.Matches(String pattern) -> {
        SafeRegex regex = SafeRegex.of(pattern);
        yield (answer, _, _) -> AnswerChecks.bodyMatches(answer, regex);
      }
    };
  }
}
