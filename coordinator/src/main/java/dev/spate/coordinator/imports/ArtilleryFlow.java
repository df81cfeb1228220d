package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import dev.spate.plan.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The steps of an Artillery scenario, as those of a plan.
///
/// @param headers of all requests
/// @param variables what is known; steps add what they capture
record ArtilleryFlow(Draft draft, JsonNode headers, Placeholders variables) {
  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");
  private static final int MOST_ROUNDS = 1_000_000;
  private static final int MOST_AT_ONCE = 50;

  /// Steps within steps.
  private static final int DEEPEST = 8;

  void read(DraftScenario scenario, JsonNode flow) {
    steps(scenario, flow, DEEPEST);
  }

  private void steps(DraftScenario scenario, JsonNode flow, int depth) {
    for (JsonNode step : flow) {
      Optional<String> method = method(step);
      if (method.isPresent()) {
        unread(step, "of a step " + method.get(), Set.of(method.get()));
        request(scenario, method.get(), step.path(method.get()));
      } else if (step.has("think")) {
        unread(step, "of a think time", Set.of("think"));
        think(scenario, step.path("think").asString(""));
      } else if (step.has("log")) {
        unread(step, "of a log", Set.of("log"));
        log(scenario, step.path("log").asString(""));
      } else if (step.has("loop") && depth > 0) {
        unread(step, "of a loop", Set.of("loop", "count"));
        loop(scenario, step, depth);
      } else if (step.has("parallel") && depth > 0) {
        unread(step, "of parallel steps", Set.of("parallel"));
        parallel(scenario, step.path("parallel"), depth);
      } else {
        draft.notes.add("the step " + String.join(", ", step.propertyNames()));
      }
    }
  }

  private void unread(JsonNode step, String of, Set<String> read) {
    new Unread(draft.notes).of(step, of, read);
  }

  private static Optional<String> method(JsonNode step) {
    return METHODS.stream().filter(step::has).findFirst();
  }

  private void request(DraftScenario scenario, String method, JsonNode options) {
    Optional<String> condition = condition(options.path("ifTrue").asString(""), options);
    DraftScenario to = condition.isPresent() ? scenario.within() : scenario;
    new ArtilleryRequest(draft, headers, variables)
        .add(to, method, options)
        .forEach(variables::varies);
    condition.ifPresent(when -> draft.nested(scenario, List.of("if: " + when), "then", to));
  }

  /// The name of a variable, or `!` and such a name.
  private Optional<String> condition(String text, JsonNode options) {
    boolean negated = text.startsWith("!");
    String name = negated ? text.substring(1) : text;
    boolean known = Expression.isName(name) && !Holes.isPlain(variables.fill("{{" + name + "}}"));
    if (!known && !text.isEmpty()) {
      draft.notes.add(
          "ifTrue " + text + " of " + ArtilleryRequest.url(options) + ": it is always sent");
    }
    return known ? Optional.of((negated ? "\"not ${" : "\"${") + name + "}\"") : Optional.empty();
  }

  private void think(DraftScenario scenario, String text) {
    Optional<Long> ms = Phases.milliseconds(variables.fill(text));
    if (ms.isPresent()) {
      draft.think(scenario, ms.get() / 1e3);
    } else {
      draft.notes.add("the think time " + text);
    }
  }

  private void log(DraftScenario scenario, String text) {
    String filled = variables.fill(text);
    if (text.isEmpty() || Placeholders.unknown(filled).isPresent()) {
      draft.notes.add("the log " + text);
    } else {
      draft.log(scenario, filled);
    }
  }

  private void loop(DraftScenario scenario, JsonNode step, int depth) {
    String count = variables.fill(step.path("count").asString(""));
    boolean counted = count.matches("[1-9][0-9]{0,6}") && Integer.parseInt(count) <= MOST_ROUNDS;
    if (!counted) {
      draft.notes.add("a loop that does not say how often (count): its steps are there once");
    }
    DraftScenario within = scenario.within();
    steps(within, step.path("loop"), depth - 1);
    draft.nested(
        scenario, List.of("loop: { times: " + (counted ? count : "1") + " }"), "do", within);
  }

  /// None of them knows what another captures.
  private void parallel(DraftScenario scenario, JsonNode steps, int depth) {
    boolean requests = steps.valueStream().allMatch(step -> method(step).isPresent());
    boolean conditions =
        steps.valueStream().flatMap(JsonNode::valueStream).anyMatch(step -> step.has("ifTrue"));
    if (!requests || conditions || steps.size() > MOST_AT_ONCE) {
      draft.notes.add(
          "parallel steps that are not at most %d requests: one after the other"
              .formatted(MOST_AT_ONCE));
      steps(scenario, steps, depth - 1);
      return;
    }
    DraftScenario within = scenario.within();
    Set<String> captured = new HashSet<>();
    for (JsonNode step : steps) {
      String method = method(step).orElseThrow();
      unread(step, "of a step " + method, Set.of(method));
      captured.addAll(
          new ArtilleryRequest(draft, headers, variables).add(within, method, step.path(method)));
    }
    draft.nested(scenario, List.of(), "parallel", within);
    captured.forEach(variables::varies);
  }
}
