package dev.spate.plan;

import java.util.List;

/// Gives variables their values, one after the other.
///
/// @param assignments at least one
public record SetVariables(List<Assignment> assignments) implements Step {
  /// @param variable a name of [Expression#isName]
  public record Assignment(String variable, Template value) {
    public Assignment {
      if (!Expression.isName(variable)) {
        throw new IllegalArgumentException("not the name of a variable: '" + variable + "'");
      }
    }
  }

  /// The same with something else in place of every secret.
  public SetVariables withSecretsAs(String mask) {
    return new SetVariables(
        assignments.stream()
            .map(each -> new Assignment(each.variable(), each.value().withSecretsAs(mask)))
            .toList());
  }

  /// @throws IllegalArgumentException without an assignment
  public SetVariables {
    assignments = List.copyOf(assignments);
    if (assignments.isEmpty()) {
      throw new IllegalArgumentException("set has a variable");
    }
  }
}
