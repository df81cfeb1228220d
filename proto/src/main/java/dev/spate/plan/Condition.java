package dev.spate.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a virtual user decides by: true or false, by its variables.
public sealed interface Condition {
  /// How deep conditions may stand in conditions.
  int MAX_DEPTH = 10;

  /// How many conditions may stand beside each other.
  int MAX_PARTS = 100;

  /// A text by itself: true unless it is empty, `false` or `0`.
  record Truth(Template value) implements Condition {}

  /// Two texts compared: as numbers where both are numbers, else as texts.
  record Comparison(Template left, Operator operator, Template right) implements Condition {}

  /// Whether a regular expression (RE2's) matches somewhere in a text.
  record Matches(Template value, String pattern) implements Condition {}

  record Not(Condition condition) implements Condition {
    /// @throws IllegalArgumentException where conditions are nested too deep
    public Not {
      checkDepth(List.of(condition));
    }
  }

  /// All of them hold; they are looked at in order, as far as that is open.
  record All(List<Condition> conditions) implements Condition {
    /// @throws IllegalArgumentException for fewer than two or too many, and where conditions are
    ///   nested too deep
    public All {
      conditions = List.copyOf(conditions);
      checkParts(conditions);
    }
  }

  /// One of them holds; likewise.
  record Any(List<Condition> conditions) implements Condition {
    /// @throws IllegalArgumentException for fewer than two or too many, and where conditions are
    ///   nested too deep
    public Any {
      conditions = List.copyOf(conditions);
      checkParts(conditions);
    }
  }

  /// How two texts are compared.
  enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    GREATER(">"),
    /// The left text has the right one in it.
    CONTAINS("contains");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /// How plans write it.
    public String symbol() {
      return symbol;
    }

    /// The operator that plans write so.
    public static Optional<Operator> of(String symbol) {
      return Arrays.stream(values()).filter(each -> each.symbol.equals(symbol)).findFirst();
    }
  }

  /// The same with something else in place of every secret.
  default Condition withSecretsAs(String mask) {
    return switch (this) {
      case Truth(var value) -> new Truth(value.withSecretsAs(mask));
      case Comparison(var left, var operator, var right) ->
          new Comparison(left.withSecretsAs(mask), operator, right.withSecretsAs(mask));
      case Matches(var value, String pattern) -> new Matches(value.withSecretsAs(mask), pattern);
      case Not(var condition) -> new Not(condition.withSecretsAs(mask));
      case All(var all) -> new All(all.stream().map(each -> each.withSecretsAs(mask)).toList());
      case Any(var any) -> new Any(any.stream().map(each -> each.withSecretsAs(mask)).toList());
    };
  }

  private static void checkParts(List<Condition> conditions) {
    if (conditions.size() < 2 || conditions.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "and and or have 2 to " + MAX_PARTS + " conditions, not " + conditions.size());
    }
    checkDepth(conditions);
  }

  private static void checkDepth(List<Condition> conditions) {
    if (depth(conditions) >= MAX_DEPTH) {
      throw new IllegalArgumentException(
          "conditions are nested at most " + MAX_DEPTH + " levels deep");
    }
  }

  private static int depth(List<Condition> conditions) {
    return conditions.stream().mapToInt(Condition::depth).max().orElse(0);
  }

  private static int depth(Condition condition) {
    return 1
        + switch (condition) {
          case Truth _, Comparison _, Matches _ -> 0;
          case Not(var negated) -> depth(negated);
          case All(var all) -> depth(all);
          case Any(var any) -> depth(any);
        };
  }
}
