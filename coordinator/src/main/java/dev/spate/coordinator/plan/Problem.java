package dev.spate.coordinator.plan;

/// One thing that is wrong in the text of a plan.
///
/// @param line from 1
/// @param column from 1, in characters
/// @param path where in the plan: `phases[1].arrivalRate`; empty for the file as a whole
/// @param message what is wrong
/// @param suggestion what would be right; may be empty
public record Problem(int line, int column, String path, String message, String suggestion) {
  /// As a compiler prints it: `plan.yaml:12:5: phases[1].arivalRate: unknown key`, and the
  /// suggestion on a line of its own.
  ///
  /// @param file the name that the user knows the text by
  public String describe(String file) {
    String head = file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ");
    return head + message + (suggestion.isEmpty() ? "" : "\n    " + suggestion);
  }

  @Override
  public String toString() {
    return describe("plan");
  }
}
