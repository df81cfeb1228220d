package dev.spate.coordinator.plan;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a scenario: its weight, its variables and its flow of steps.
///
/// @param shared variables that have a value before any scenario begins
record ScenarioReader(
    RequestReader requests,
    VariablesReader variables,
    FeedersReader feeders,
    Given given,
    NamedFlows flows,
    Set<String> shared) {
  private static final Pattern EXPONENTIAL = Pattern.compile("exponential *\\((.{0,40})\\)");

  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");

  private static final String[] OF_REQUESTS = {
    "name",
    "query",
    "headers",
    "auth",
    "body",
    "json",
    "form",
    "bodyFile",
    "multipart",
    "check",
    "capture",
    "timeout",
    "followRedirects",
    "tags"
  };

  private static final String[] OF_BLOCKS = {"do", "then", "else"};

  private static final Fields.Keys KEYS =
      Fields.Keys.of("weight", "feeder", "variables", "cookies", "flow").later("before", "after");

  static final Fields.Keys STEP =
      Fields.Keys.of(
              "get",
              "post",
              "put",
              "patch",
              "delete",
              "head",
              "options",
              "think",
              "name",
              "query",
              "headers",
              "auth",
              "body",
              "json",
              "form",
              "bodyFile",
              "multipart",
              "check",
              "capture",
              "timeout",
              "followRedirects",
              "tags",
              "set",
              "flow",
              "group",
              "do",
              "if",
              "then",
              "else",
              "loop",
              "log",
              "parallel")
          .later("variables", "feeder", "websocket", "sse", "grpc");

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
    return steps(flow.get(), fields.find("variables"), fields.find("feeder"))
        .map(steps -> new Scenario(field.name(), weight, steps, cookies));
  }

  /// Reads the named flows that no scenario goes through, for what is wrong with them. Their
  /// requests have no rows in the report.
  void readUnusedFlows() {
    ScenarioReader apart = apart(shared);
    for (String name : flows.unused()) {
      flows.find(name).ifPresent(list -> new FlowReader(apart, list).check(name));
    }
  }

  /// For flows whose requests have no rows in the report.
  ScenarioReader apart(Set<String> known) {
    return new ScenarioReader(
        requests.withNames(new RequestNames()), variables, feeders, given, flows, known);
  }

  /// The steps of a scenario, with what gives its variables their first values.
  Optional<List<Step>> steps(Value flow, Optional<Value> own, Optional<Value> feeder) {
    Scope scope = new Scope(given);
    List<Step> steps = new ArrayList<>(feeders.begin(feeder, scope));
    List<SetVariables.Assignment> first =
        variables.begin(scope, own, Steps.assigned(flow.node(), flows), shared);
    if (!first.isEmpty()) {
      steps.add(new SetVariables(first));
    }
    Optional<List<Step>> read = new FlowReader(this, flow, steps.size()).read(scope);
    return read.map(rest -> {
      steps.addAll(rest);
      return steps;
    });
  }

  /// Every key of a step but some.
  static String[] allBut(String... keys) {
    return STEP.known().stream().filter(key -> !List.of(keys).contains(key)).toArray(String[]::new);
  }

  /// Whether a step sends one request.
  static boolean isRequest(Fields step) {
    return METHODS.stream().anyMatch(step::has);
  }

  /// Reads a step that is one, and not what stands for others.
  Optional<? extends Step> step(Value item, Fields step, Scope scope) {
    List<String> methods = METHODS.stream().filter(step::has).toList();
    if (step.find("think").isPresent()) {
      step.refuse("a step is a think time or a request, not both", methods.toArray(String[]::new));
      step.refuse("a think time has no such key", OF_REQUESTS);
      step.refuse("a think time has no such key", "set", "log", "parallel");
      step.refuse("a think time has no such key", OF_BLOCKS);
      return step.find("think").flatMap(ScenarioReader::think);
    }
    if (step.find("set").isPresent()) {
      step.refuse(
          "a step sets variables or is a request, not both", methods.toArray(String[]::new));
      step.refuse("a step that sets variables has no such key", OF_REQUESTS);
      step.refuse("a step that sets variables has no such key", "log", "parallel");
      step.refuse("a step that sets variables has no such key", OF_BLOCKS);
      return step.find("set").flatMap(mapping -> VariablesReader.set(mapping, scope));
    }
    if (methods.isEmpty() && step.has("log")) {
      step.refuse("a step that logs has no such key", allBut("log"));
      return step.find("log").flatMap(text -> log(text, scope));
    }
    if (methods.isEmpty() && step.has("parallel")) {
      step.refuse("a step that sends requests in parallel has no such key", allBut("parallel"));
      return step.find("parallel").flatMap(list -> new ParallelReader(this).read(list, scope));
    }
    if (methods.isEmpty()) {
      requests.names().lose();
      if (item.node() instanceof Node.Mapping && !step.strayed()) {
        item.problem(
            "a step says what to do", "for example get: /path, think: 1s, or set: { page: 1 }");
      }
      return Optional.empty();
    }
    step.refuse("a request has no such key", OF_BLOCKS);
    step.refuse("a request has no such key", "log", "parallel");
    for (String second : methods.subList(1, methods.size())) {
      step.refuse("a step is one request; this one is a " + methods.getFirst() + " too", second);
    }
    return request(methods.getFirst(), step, scope);
  }

  private static Optional<Log> log(Value value, Scope scope) {
    return value
        .text("a text")
        .flatMap(text -> scope.read(value, text, Template.Encoding.PLAIN))
        .map(Log::new);
  }

  private Optional<HttpRequest> request(String method, Fields step, Scope scope) {
    return step.find(method).flatMap(path -> requests.read(method, path, step, scope));
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
