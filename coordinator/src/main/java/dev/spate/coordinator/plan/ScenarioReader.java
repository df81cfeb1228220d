package dev.spate.coordinator.plan;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a scenario: its weight, its variables and its flow of steps.
record ScenarioReader(RequestReader requests, VariablesReader variables, Given given) {
  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");

  private static final String[] OF_REQUESTS = {
    "name", "headers", "body", "json", "check", "capture"
  };

  private static final Fields.Keys KEYS =
      Fields.Keys.of("weight", "variables", "cookies", "flow").later("feeder", "before", "after");

  private static final Fields.Keys STEP =
      Fields.Keys.of(
              "get", "post", "put", "patch", "delete", "head", "options", "think", "name",
              "headers", "body", "json", "check", "capture", "set")
          .later(
              "loop",
              "repeat",
              "while",
              "if",
              "variables",
              "form",
              "file",
              "query",
              "timeout",
              "group",
              "parallel",
              "feeder",
              "websocket",
              "sse",
              "grpc");

  Optional<Scenario> read(Value.Field field) {
    if (field.name().isBlank() || field.name().length() > 100) {
      field.key().problem("the name of a scenario has 1 to 100 characters", "");
      return Optional.empty();
    }
    Fields fields = Fields.of(field.value(), KEYS);
    int weight = fields.find("weight").flatMap(value -> value.wholeInt(1, 1_000_000)).orElse(1);
    boolean cookies = fields.find("cookies").flatMap(Value::flag).orElse(true);
    Optional<Value> flow = fields.require("flow", "flow: [{ get: / }]");
    if (flow.isEmpty()) {
      requests.names().lose();
      return Optional.empty();
    }
    return steps(flow.get(), fields.find("variables"))
        .map(steps -> new Scenario(field.name(), weight, steps, cookies));
  }

  private Optional<List<Step>> steps(Value flow, Optional<Value> own) {
    List<Value> items = flow.items("steps", Scenario.MAX_STEPS);
    List<Step> steps = new ArrayList<>();
    Scope scope = new Scope(given);
    List<SetVariables.Assignment> first = variables.begin(scope, own, assigned(items));
    if (!first.isEmpty()) {
      steps.add(new SetVariables(first));
    }
    int before = steps.size();
    boolean requested = false;
    for (Value item : items) {
      Fields step = Fields.of(item, STEP);
      step(item, step, scope).ifPresent(steps::add);
      requested |= !step.has("think") && !step.has("set");
    }
    if (items.isEmpty()) {
      requests.names().lose();
    } else if (!requested) {
      flow.problem("a flow has at least one request", "- get: /");
    }
    return requested && steps.size() == before + items.size()
        ? Optional.of(steps)
        : Optional.empty();
  }

  /// The variables that some step gives a value.
  private static Set<String> assigned(List<Value> steps) {
    Set<String> names = new HashSet<>();
    for (Value step : steps) {
      if (step.node() instanceof Node.Mapping mapping) {
        for (Node.Entry entry : mapping.entries()) {
          String key = entry.key().text();
          if ((key.equals("set") || key.equals("capture"))
              && entry.value() instanceof Node.Mapping given) {
            given.entries().forEach(each -> names.add(each.key().text()));
          }
        }
      }
    }
    return names;
  }

  private Optional<? extends Step> step(Value item, Fields step, Scope scope) {
    List<String> methods = METHODS.stream().filter(step::has).toList();
    if (step.find("think").isPresent()) {
      step.refuse("a step is a think time or a request, not both", methods.toArray(String[]::new));
      step.refuse("a think time has no such key", OF_REQUESTS);
      step.refuse("a think time has no such key", "set");
      return step.find("think").flatMap(ScenarioReader::think);
    }
    if (step.find("set").isPresent()) {
      step.refuse(
          "a step sets variables or is a request, not both", methods.toArray(String[]::new));
      step.refuse("a step that sets variables has no such key", OF_REQUESTS);
      return step.find("set").flatMap(mapping -> VariablesReader.set(mapping, scope));
    }
    if (methods.isEmpty()) {
      requests.names().lose();
      if (item.node() instanceof Node.Mapping && !step.strayed()) {
        item.problem(
            "a step is a request, a think time or set",
            "get: /path, think: 1s, or set: { page: 1 }");
      }
      return Optional.empty();
    }
    for (String second : methods.subList(1, methods.size())) {
      step.refuse("a step is one request; this one is a " + methods.getFirst() + " too", second);
    }
    return request(methods.getFirst(), step, scope);
  }

  private Optional<HttpRequest> request(String method, Fields step, Scope scope) {
    return step.find(method).flatMap(path -> requests.read(method, path, step, scope));
  }

  private static Optional<Think> think(Value value) {
    Optional<String> text = value.text("a think time such as 1s or 1s..3s");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int dots = text.get().indexOf("..");
    String least = dots < 0 ? text.get() : text.get().substring(0, dots).strip();
    String most = dots < 0 ? least : text.get().substring(dots + 2).strip();
    Optional<Long> minNs = Durations.read(value, least, 0, Durations.DAY_NS);
    Optional<Long> maxNs = dots < 0 ? minNs : Durations.read(value, most, 0, Durations.DAY_NS);
    if (minNs.isEmpty() || maxNs.isEmpty()) {
      return Optional.empty();
    }
    if (maxNs.get() < minNs.get()) {
      value.problem("the least comes first", "did you mean " + most + ".." + least + "?");
      return Optional.empty();
    }
    return Optional.of(new Think(minNs.get(), maxNs.get()));
  }
}
