package dev.spate.coordinator.plan;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a scenario: its weight and its flow of steps.
record ScenarioReader(RequestReader requests) {
  private static final Pattern EXPONENTIAL = Pattern.compile("exponential *\\((.{0,40})\\)");

  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");

  private static final Fields.Keys KEYS =
      Fields.Keys.of("weight", "flow").later("feeder", "variables", "before", "after", "cookies");

  private static final Fields.Keys STEP =
      Fields.Keys.of(
              "get", "post", "put", "patch", "delete", "head", "options", "think", "name",
              "headers", "body", "json", "check")
          .later(
              "capture",
              "loop",
              "repeat",
              "while",
              "if",
              "set",
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
    Optional<Value> flow = fields.require("flow", "flow: [{ get: / }]");
    if (flow.isEmpty()) {
      requests.names().lose();
      return Optional.empty();
    }
    return steps(flow.get()).map(steps -> new Scenario(field.name(), weight, steps));
  }

  private Optional<List<Step>> steps(Value flow) {
    List<Value> items = flow.items("steps", Scenario.MAX_STEPS);
    List<Step> steps = new ArrayList<>();
    boolean requested = false;
    for (Value item : items) {
      Fields step = Fields.of(item, STEP);
      step(item, step).ifPresent(steps::add);
      requested |= !step.has("think");
    }
    if (items.isEmpty()) {
      requests.names().lose();
    } else if (!requested) {
      flow.problem("a flow has at least one request", "- get: /");
    }
    return requested && steps.size() == items.size() ? Optional.of(steps) : Optional.empty();
  }

  private Optional<? extends Step> step(Value item, Fields step) {
    List<String> methods = METHODS.stream().filter(step::has).toList();
    if (step.find("think").isPresent()) {
      step.refuse("a step is a think time or a request, not both", methods.toArray(String[]::new));
      step.refuse("a think time has no such key", "name", "headers", "body", "json", "check");
      return step.find("think").flatMap(ScenarioReader::think);
    }
    if (methods.isEmpty()) {
      requests.names().lose();
      if (item.node() instanceof Node.Mapping && !step.strayed()) {
        item.problem("a step is a request or a think time", "get: /path, or think: 1s");
      }
      return Optional.empty();
    }
    for (String second : methods.subList(1, methods.size())) {
      step.refuse("a step is one request; this one is a " + methods.getFirst() + " too", second);
    }
    return request(methods.getFirst(), step);
  }

  private Optional<HttpRequest> request(String method, Fields step) {
    return step.find(method).flatMap(path -> requests.read(method, path, step));
  }

  private static Optional<Think> think(Value value) {
    Optional<String> text = value.text("a think time such as 1s or 1s..3s");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher exponential = EXPONENTIAL.matcher(text.get());
    if (exponential.matches()) {
      return Durations.read(
              value, exponential.group(1).strip(), Durations.MILLISECOND_NS, Think.MAX_MEAN_NS)
          .map(Think::exponential);
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
