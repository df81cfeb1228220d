package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads an Artillery script: its configuration, and the HTTP steps of its flows.
final class ArtilleryImport {
  private final Draft draft = new Draft();
  private final Unread unread = new Unread(draft.notes);
  private final Placeholders shared = new Placeholders();
  private final JsonNode headers;

  private ArtilleryImport(JsonNode root) {
    JsonNode defaults = root.at("/config/defaults/headers");
    headers = defaults.isMissingNode() ? root.at("/config/http/defaults/headers") : defaults;
  }

  static Draft read(JsonNode root) {
    return new ArtilleryImport(root).draft(root);
  }

  private Draft draft(JsonNode root) {
    draft.name = "imported from Artillery";
    draft.http.put("followRedirects", "true"); // as Artillery does
    unread.of(root, "of the script", Set.of("config", "scenarios", "before", "after"));
    new ArtilleryConfig(draft, shared).read(root.path("config"));
    once(root, "before", draft.beforeRun);
    int n = 0;
    for (JsonNode scenario : root.path("scenarios")) {
      n++;
      scenario(scenario, n);
    }
    once(root, "after", draft.afterRun);
    return draft;
  }

  /// What it captures, everybody knows.
  private void once(JsonNode root, String key, DraftScenario flow) {
    unread.of(root.path(key), "of " + key, Set.of("flow"));
    new ArtilleryFlow(draft, headers, shared).read(flow, root.path(key).path("flow"));
  }

  private void scenario(JsonNode scenario, int n) {
    String engine = scenario.path("engine").asString("http");
    String name = scenario.path("name").asString("scenario " + n);
    if (!engine.equals("http")) {
      draft.notes.add("the scenario " + name + ": the engine " + engine);
      return;
    }
    if (scenario.path("weight").asInt(1) == 0) {
      draft.notes.add("the scenario " + name + ": its weight is 0, so nobody goes through it");
      return;
    }
    DraftScenario made = draft.scenario(draft.scenarios.containsKey(name) ? name + " " + n : name);
    made.weight = Math.clamp(scenario.path("weight").asInt(1), 1, 1_000_000);
    unread.of(scenario, "of the scenario " + name, Set.of("engine", "name", "weight", "flow"));
    new ArtilleryFlow(draft, headers, shared.copy()).read(made, scenario.path("flow"));
  }
}
