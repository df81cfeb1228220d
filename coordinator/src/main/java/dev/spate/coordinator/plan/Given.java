package dev.spate.coordinator.plan;

import java.util.Map;

/// What comes with the text of a plan from where it is submitted. Nothing of it is kept but what
/// the plan makes of the variables.
///
/// @param variables values in place of those that the plan gives
/// @param environment what `env("NAME")` may ask for
public record Given(Map<String, String> variables, Map<String, String> environment) {
  /// Nothing but the text.
  public static final Given NOTHING = new Given(Map.of(), Map.of());

  public Given {
    variables = Map.copyOf(variables);
    environment = Map.copyOf(environment);
  }

  /// So that no value gets into a log.
  @Override
  public String toString() {
    return "Given[" + variables.keySet() + ", " + environment.size() + " of the environment]";
  }
}
