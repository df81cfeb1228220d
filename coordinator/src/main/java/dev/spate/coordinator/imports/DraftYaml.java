package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import dev.spate.coordinator.plan.YamlText;
import java.util.List;

/// A draft as the text of a plan, with its notes as comments.
final class DraftYaml {
  static final String PLACEHOLDER = "http://127.0.0.1:8080";

  private DraftYaml() {}

  static String of(Draft draft, ImportKind kind) {
    StringBuilder yaml = new StringBuilder();
    String from = kind.words();
    draft.scenarios.values().removeIf(scenario -> scenario.requests == 0);
    if (draft.scenarios.isEmpty()) {
      draft.notes.add("nothing said what to send: the scenario is a placeholder");
      draft.request(draft.scenario("visit"), new DraftRequest("GET", "/"));
    }
    if (!draft.hasTarget()) {
      draft.notes.add("nothing said where to: the target is a placeholder");
      draft.target(PLACEHOLDER);
    }
    if (draft.phases.isEmpty()) {
      draft.notes.add("nothing said how much load: the phase is a placeholder");
      draft.phases.add("{ name: steady, arrivalRate: 1/s, duration: 1m }");
    }
    yaml.append("# Imported by Spate from ").append(from).append(".\n");
    notes(yaml, draft.notes.lines());
    yaml.append("name: ").append(YamlText.of(draft.name)).append('\n');
    yaml.append("target: ").append(YamlText.of(draft.targetUrl())).append('\n');
    if (!draft.gracefulStop.isEmpty()) {
      yaml.append("gracefulStop: ").append(draft.gracefulStop).append('\n');
    }
    variables(yaml, draft);
    if (!draft.http.isEmpty()) {
      yaml.append("http:\n");
      draft.http.forEach(
          (key, value) -> yaml.append("  ").append(key).append(": ").append(value).append('\n'));
    }
    once(yaml, "beforeRun", draft.beforeRun);
    yaml.append("phases:\n");
    draft.phases.forEach(phase -> yaml.append("  - ").append(phase).append('\n'));
    yaml.append("scenarios:\n");
    draft.scenarios.forEach((name, scenario) -> scenario(yaml, name, scenario));
    once(yaml, "afterRun", draft.afterRun);
    thresholds(yaml, draft);
    return yaml.toString();
  }

  private static void notes(StringBuilder yaml, List<String> notes) {
    if (!notes.isEmpty()) {
      yaml.append("# Not carried over, or assumed:\n");
      notes.forEach(note -> yaml.append("#   - ").append(note).append('\n'));
    }
  }

  private static void scenario(StringBuilder yaml, String name, DraftScenario scenario) {
    yaml.append("  ").append(YamlText.of(name)).append(":\n");
    if (scenario.weight != 1) {
      yaml.append("    weight: ").append(scenario.weight).append('\n');
    }
    yaml.append("    flow:\n");
    steps(yaml, "      ", scenario);
  }

  private static void once(StringBuilder yaml, String key, DraftScenario flow) {
    if (flow.requests > 0) {
      yaml.append(key).append(":\n");
      steps(yaml, "  ", flow);
    }
  }

  private static void steps(StringBuilder yaml, String indent, DraftScenario flow) {
    for (List<String> step : flow.steps) {
      yaml.append(indent).append("- ").append(String.join("\n  " + indent, step)).append('\n');
    }
  }

  private static void variables(StringBuilder yaml, Draft draft) {
    if (!draft.variables.isEmpty()) {
      yaml.append("variables:\n");
      draft.variables.forEach((name, value) ->
          yaml.append("  ").append(name).append(": ").append(YamlText.of(value)).append('\n'));
    }
  }

  private static void thresholds(StringBuilder yaml, Draft draft) {
    if (!draft.thresholds.isEmpty()) {
      yaml.append("thresholds:\n");
      draft.thresholds.forEach((metric, rules) ->
          yaml.append("  ")
              .append(metric)
              .append(": [")
              .append(String.join(", ", rules))
              .append("]\n"));
    }
  }
}
