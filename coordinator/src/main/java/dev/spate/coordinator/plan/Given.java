package dev.spate.coordinator.plan;

import dev.spate.plan.Octets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What comes with the text of a plan from where it is submitted. Nothing of it is kept but what
/// the plan makes of the variables.
///
/// @param variables values in place of those that the plan gives
/// @param environment what `env("NAME")` may ask for
/// @param files what is in the files that the plan names, by those names
public record Given(
    Map<String, String> variables, Map<String, String> environment, Map<String, Octets> files) {
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
  public Given withFiles(Map<String, Octets> named) {
    return new Given(variables, environment, named);
  }

  /// The same with files of these texts.
  public Given withTexts(Map<String, String> named) {
    Map<String, Octets> all = new HashMap<>();
    named.forEach((name, text) -> all.put(name, Octets.of(text)));
    return withFiles(all);
  }

  /// What is in a file that the plan names, or reports that it is not there.
  Optional<Octets> file(Value at, String name) {
    Octets content = files.get(name);
    if (content == null) {
      at.problem(
          "there is no file \"" + Paths.printable(name) + "\" with the plan",
          "it is looked for from where the plan is");
    }
    return Optional.ofNullable(content);
  }

  /// The text of a file that the plan names, without a byte order mark, or reports that there is
  /// none.
  Optional<String> text(Value at, String name) {
    Optional<Octets> content = file(at, name);
    Optional<String> text = content.flatMap(Octets::text);
    if (content.isPresent() && text.isEmpty()) {
      at.problem(Paths.printable(name) + ": is not a text in UTF-8", "");
    }
    return text.map(known -> known.startsWith("\uFEFF") ? known.substring(1) : known);
  }

  /// So that no value gets into a log.
  @Override
  public String toString() {
    return "Given[%s, %d of the environment, %s]"
        .formatted(variables.keySet(), environment.size(), files.keySet());
  }
}
