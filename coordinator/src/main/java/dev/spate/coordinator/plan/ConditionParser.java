package dev.spate.coordinator.plan;

import dev.spate.answer.SafeRegex;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses a condition, such as `${stock} > 0 and not (${role} == 'guest')`.
final class ConditionParser {
  private static final int LONGEST = 1_000;
  private static final String EXAMPLE = "for example ${stock} > 0 and ${role} == 'admin'";
  private static final List<String> OPERATORS =
      List.of("==", "!=", "<", "<=", ">", ">=", "contains", "matches");

  private final ConditionWords words;
  private final Scope scope;

  private ConditionParser(ConditionWords words, Scope scope) {
    this.words = words;
    this.scope = scope;
  }

  /// Reads a condition, or reports what is wrong with it.
  static Optional<Condition> read(Value value, Scope scope) {
    Optional<String> text = value.text("a condition");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().length() > LONGEST) {
      value.problem("a condition has at most " + LONGEST + " characters", "");
      return Optional.empty();
    }
    try {
      return Optional.of(new ConditionParser(new ConditionWords(text.get()), scope).whole());
    } catch (TextException e) {
      value.problem(e.message(), e.suggestion());
    } catch (IllegalArgumentException e) {
      value.problem(Paths.sentence(e), "");
    }
    return Optional.empty();
  }

  private Condition whole() throws TextException {
    Condition condition = any(0);
    if (!words.atEnd()) {
      throw unexpected("and, or, or the end");
    }
    return condition;
  }

  private Condition any(int depth) throws TextException {
    List<Condition> conditions = new ArrayList<>();
    do {
      conditions.add(all(depth));
    } while (words.take("or"));
    return conditions.size() == 1 ? conditions.getFirst() : new Condition.Any(conditions);
  }

  private Condition all(int depth) throws TextException {
    List<Condition> conditions = new ArrayList<>();
    do {
      conditions.add(one(depth));
    } while (words.take("and"));
    return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
  }

  private Condition one(int depth) throws TextException {
    if (depth > Condition.MAX_DEPTH) {
      throw new TextException(
          "conditions are nested at most " + Condition.MAX_DEPTH + " levels deep", "");
    }
    if (words.take("not")) {
      return new Condition.Not(one(depth + 1));
    }
    if (words.take("(")) {
      Condition inner = any(depth + 1);
      if (!words.take(")")) {
        throw unexpected("and, or, or )");
      }
      return inner;
    }
    return comparison();
  }

  private Condition comparison() throws TextException {
    Template left = operand();
    if (words.take("matches")) {
      return new Condition.Matches(left, pattern());
    }
    for (Operator operator : Operator.values()) {
      if (words.take(operator.symbol())) {
        return new Condition.Comparison(left, operator, operand());
      }
    }
    String word = words.peek();
    if (word.isEmpty() || word.equals("and") || word.equals("or") || word.equals(")")) {
      return new Condition.Truth(left);
    }
    if (word.equals("=")) {
      throw new TextException("in a condition \"=\" is no comparison", "did you mean ==?");
    }
    throw new TextException(
        "in a condition a comparison is expected, not \"%s\"".formatted(Paths.printable(word)),
        Spelling.suggest(word, OPERATORS));
  }

  private Template operand() throws TextException {
    Optional<String> text = words.operand();
    if (text.isEmpty()) {
      String word = words.peek();
      boolean bare = !word.isEmpty() && Character.isLetter(word.charAt(0));
      throw bare && !List.of("and", "or", "not", "contains", "matches").contains(word)
          ? new TextException(
              "in a condition texts stand in quotes, and variables in ${}",
              "'%s', or ${%s}".formatted(Paths.printable(word), Paths.printable(word)))
          : unexpected("a value");
    }
    return new TextParser(text.get(), scope, Template.Encoding.PLAIN).parse();
  }

  private String pattern() throws TextException {
    Template pattern = operand();
    if (!pattern.constant()) {
      throw new TextException("a regular expression has no holes", "");
    }
    var _ = SafeRegex.of(pattern.text());
    return pattern.text();
  }

  private TextException unexpected(String wanted) {
    String word = words.peek();
    return new TextException(
        word.isEmpty()
            ? "a condition ends too early: %s is missing".formatted(wanted)
            : "in a condition %s is expected, not \"%s\"".formatted(wanted, Paths.printable(word)),
        EXAMPLE);
  }
}
