package dev.spate.plan;

import java.util.List;

/// Steps that are done where a condition holds, and others where it does not.
///
/// @param then at least one
/// @param otherwise perhaps none
public record Choice(Condition condition, List<Step> then, List<Step> otherwise) implements Step {
  /// @throws IllegalArgumentException without steps
  public Choice {
    then = List.copyOf(then);
    otherwise = List.copyOf(otherwise);
    if (then.isEmpty()) {
      throw new IllegalArgumentException("a choice has at least one step");
    }
  }
}
