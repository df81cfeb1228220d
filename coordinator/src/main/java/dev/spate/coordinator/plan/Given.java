package dev.spate.coordinator.plan;

import java.util.Map;

/// What comes with the text of a plan from where it is submitted. Nothing of it is kept but what
/// the plan makes of the variables.
///
/// @param variables values in place of those that the plan gives
/// @param environment what `env("NAME")` may ask for
/// @param files what is in the files that the plan names, by those names
public record Given(
    Map<String, String> variables, Map<String, String> environment, Map<String, String> files) {
  /// Nothing but the text.
  public static final Given NOTHING = new Given(Map.of(), Map.of());

  /// Without files.
  public Given(Map<String, String> variables, Map<String, String> environment) {
    this(variables, environment, Map.of());
  }

  public Given {
    variables = Map.copyOf(variables);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }

  /// The same with these files.
  public Given withFiles(Map<String, String> named) {
    return new Given(variables, environment, named);
  }

  /// So that no value gets into a log.
  @Override
  public String toString() {
    return "Given[%s, %d of the environment, %s]"
        .formatted(variables.keySet(), environment.size(), files.keySet());
  }
}
