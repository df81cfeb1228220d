package dev.spate.plan;

import java.util.List;

/// Steps that are timed as a whole, think times included, in a row of the report.
///
/// @param name of the row, at most [HttpRequest#MAX_NAME] characters
/// @param steps at least one
public record Group(String name, List<Step> steps) implements Step {
  /// @throws IllegalArgumentException outside the ranges above
  public Group {
    steps = List.copyOf(steps);
    if (name.isBlank()
        || name.length() > HttpRequest.MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of a group has 1 to " + HttpRequest.MAX_NAME + " printable characters");
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a group has at least one step");
    }
  }
}
