package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads an Artillery script: `config.phases`, and the HTTP steps of its flows.
final class ArtilleryImport {
  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "head", "options");
  private static final Set<String> CONFIG =
      Set.of("target", "phases", "http", "tls", "variables", "defaults", "ensure");
  private static final Set<String> OF_PHASE =
      Set.of("name", "duration", "arrivalRate", "arrivalCount", "rampTo", "maxVusers");
  private static final Set<String> OF_REQUEST =
      Set.of(
          "url", "uri", "name", "headers", "json", "body", "form", "qs", "auth", "followRedirect");
  private static final int MOST_ROUNDS = 100;
  private static final int DEEPEST = 10;

  private final Draft draft = new Draft();
  private final Unread unread = new Unread(draft.notes);
  private final Placeholders variables = new Placeholders();
  private JsonNode headers;

  private ArtilleryImport(JsonNode root) {
    headers = root.at("/config/defaults/headers");
    if (headers.isMissingNode()) {
      headers = root.at("/config/http/defaults/headers");
    }
  }

  static Draft read(JsonNode root) {
    return new ArtilleryImport(root).draft(root);
  }

  private Draft draft(JsonNode root) {
    JsonNode config = root.path("config");
    draft.name = "imported from Artillery";
    draft.http.put("followRedirects", "true"); // as Artillery does
    unread.of(root, "of the script", Set.of("config", "scenarios", "before", "after"));
    config(config);
    int n = 0;
    for (JsonNode scenario : root.path("scenarios")) {
      n++;
      String engine = scenario.path("engine").asString("http");
      String name = scenario.path("name").asString("scenario " + n);
      if (!engine.equals("http")) {
        draft.notes.add("the scenario " + name + ": the engine " + engine);
        continue;
      }
      if (scenario.path("weight").asInt(1) == 0) {
        draft.notes.add("the scenario " + name + ": its weight is 0, so nobody goes through it");
        continue;
      }
      DraftScenario made =
          draft.scenario(draft.scenarios.containsKey(name) ? name + " " + n : name);
      made.weight = Math.clamp(scenario.path("weight").asInt(1), 1, 1_000_000);
      unread.of(scenario, "of the scenario " + name, Set.of("engine", "name", "weight", "flow"));
      flow(made, scenario.path("flow"), DEEPEST);
    }
    for (String hook : List.of("before", "after")) {
      if (root.has(hook)) {
        draft.notes.add("what is sent " + hook + " the run");
      }
    }
    return draft;
  }

  private void config(JsonNode config) {
    for (var variable : config.path("variables").properties()) {
      JsonNode value = variable.getValue();
      if (value.isArray() && value.size() > 1) {
        draft.notes.add("the values of " + variable.getKey() + " but the first");
      }
      variables.put(variable.getKey(), (value.isArray() ? value.path(0) : value).asString(""));
    }
    String target = variables.fill(config.path("target").asString(""));
    if (target.contains("://") && Placeholders.unknown(target).isEmpty()) {
      draft.target(target);
    }
    for (JsonNode phase : config.path("phases")) {
      phase(phase);
    }
    timeout(config.at("/http/timeout").asString(""));
    boolean insecure = !config.at("/tls/rejectUnauthorized").asBoolean(true);
    if (insecure && target.startsWith("https:")) {
      draft.http.put("tls", "{ insecure: true }");
    }
    unread.of(config, "config.", CONFIG);
    unread.of(config.path("http"), "config.http.", Set.of("timeout", "defaults"));
    unread.of(config.at("/http/defaults"), "config.http.defaults.", Set.of("headers"));
    unread.of(config.path("defaults"), "config.defaults.", Set.of("headers"));
    unread.of(config.path("tls"), "config.tls.", Set.of("rejectUnauthorized"));
    ensure(config.path("ensure"));
  }

  private void timeout(String text) {
    Optional<Long> timeout = Phases.milliseconds(text).filter(ms -> ms >= 1 && ms <= 3_600_000);
    timeout.ifPresent(ms -> draft.http.put("timeout", Draft.duration(ms)));
    if (timeout.isEmpty() && !text.isEmpty()) {
      draft.notes.add("config.http.timeout " + text);
    }
  }

  private void ensure(JsonNode ensure) {
    for (JsonNode threshold : ensure.path("thresholds")) {
      for (var rule : threshold.properties()) {
        String statistic = rule.getKey().replaceFirst("^http\\.response_time\\.p", "");
        BigDecimal limit = rule.getValue().asDecimal(BigDecimal.ZERO);
        boolean carried =
            statistic.matches("[0-9]{2,3}")
                && limit.signum() > 0
                && limit.compareTo(BigDecimal.valueOf(Phases.DAY_MS)) < 0;
        if (carried) {
          String percent =
              statistic.length() == 3
                  ? statistic.substring(0, 2) + "." + statistic.charAt(2)
                  : statistic;
          rule("service_time", "p(" + percent + ")<" + limit.toPlainString() + "ms");
        } else {
          draft.notes.add("the threshold " + rule.getKey());
        }
      }
    }
    unread.of(ensure, "ensure.", Set.of("thresholds"));
  }

  private void rule(String metric, String rule) {
    draft.thresholds.computeIfAbsent(metric, _ -> new ArrayList<>()).add('"' + rule + '"');
  }

  private void phase(JsonNode phase) {
    String name = phase.path("name").asString("phase-" + (draft.phases.size() + 1));
    if (phase.has("pause")) {
      draft.notes.add("the pause of " + phase.path("pause").asString("") + " between phases");
      return;
    }
    unread.of(phase, "of the phase " + name, OF_PHASE);
    Optional<Long> ms = Phases.milliseconds(phase.path("duration").asString(""));
    if (ms.isEmpty() || ms.get() == 0) {
      draft.notes.add("the phase " + name + ": its duration");
      return;
    }
    String from =
        phase.has("arrivalCount")
            ? rate(phase.path("arrivalCount"), ms.get())
            : rate(phase.path("arrivalRate"), 1000);
    String to = phase.has("rampTo") ? rate(phase.path("rampTo"), 1000) : from;
    if (from.startsWith("0/") && to.startsWith("0/")) {
      draft.notes.add("the phase " + name + ": nobody arrives in it");
      return;
    }
    String load = "arrivalRate: " + from + (from.equals(to) ? "" : ", rampTo: " + to);
    int most = phase.path("maxVusers").asInt(0);
    String limit = most >= 1 && most <= 1_000_000 ? ", maxVUs: " + most + ", onLimit: drop" : "";
    if (phase.has("maxVusers") && limit.isEmpty()) {
      draft.notes.add(
          "maxVusers " + phase.path("maxVusers").asString("") + " of the phase " + name);
    }
    Phases.add(draft, name, load + limit, ms.get());
  }

  private String rate(JsonNode number, long inMs) {
    String text = variables.fill(number.asString("0"));
    boolean readable = text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?");
    if (!readable) {
      draft.notes.add("the number of arrivals " + text + ", which is not understood: 0 instead");
    }
    return Phases.rate(draft.notes, new BigDecimal(readable ? text : "0"), inMs);
  }

  private void flow(DraftScenario scenario, JsonNode flow, int depth) {
    for (JsonNode step : flow) {
      Optional<String> method = METHODS.stream().filter(step::has).findFirst();
      if (method.isPresent()) {
        request(scenario, method.get(), step.path(method.get()));
        unread.of(step, "of a step " + method.get(), Set.of(method.get()));
      } else if (step.has("think")) {
        think(scenario, step.path("think").asString(""));
        unread.of(step, "of a think time", Set.of("think"));
      } else if (step.has("loop") && depth > 0) {
        unread.of(step, "of a loop", Set.of("loop", "count"));
        loop(scenario, step, depth);
      } else {
        draft.notes.add("the step " + String.join(", ", step.propertyNames()));
      }
    }
  }

  private void think(DraftScenario scenario, String text) {
    Optional<Long> ms = Phases.milliseconds(variables.fill(text));
    if (ms.isPresent()) {
      draft.think(scenario, ms.get() / 1e3);
    } else {
      draft.notes.add("the think time " + text);
    }
  }

  /// Loops are written out where they are short.
  private void loop(DraftScenario scenario, JsonNode step, int depth) {
    int rounds = step.path("count").asInt(0);
    String text = step.path("loop").toString();
    if (rounds < 1 || rounds > MOST_ROUNDS || text.contains("$loop") || text.contains("capture")) {
      draft.notes.add("a loop that is not a few rounds of the same: its steps are there once");
      rounds = 1;
    }
    int before = scenario.steps.size();
    flow(scenario, step.path("loop"), depth - 1);
    List<List<String>> once = List.copyOf(scenario.steps.subList(before, scenario.steps.size()));
    for (int round = 1; round < rounds && scenario.steps.size() + once.size() <= 1000; round++) {
      scenario.steps.addAll(
          once.stream()
              .filter(lines -> lines.stream().noneMatch(line -> line.startsWith("name: ")))
              .toList());
    }
    if (rounds > 1 && scenario.steps.size() < before + rounds * once.size()) {
      draft.notes.add("rounds of a loop: named requests, and steps beyond 1000, are not repeated");
    }
  }

  private void request(DraftScenario scenario, String method, JsonNode options) {
    String url =
        variables.fill(
            options.isString()
                ? options.stringValue()
                : options.path("url").asString(options.path("uri").asString("/")));
    StringBuilder full = new StringBuilder(url);
    for (var field : options.path("qs").properties()) {
      full.append(full.indexOf("?") < 0 ? '?' : '&').append(field(field, "the query"));
    }
    DraftRequest request = new DraftRequest(method.toUpperCase(Locale.ROOT), full.toString());
    request.name = options.path("name").asString("");
    headers.properties().forEach(header -> header(request, header.getKey(), header.getValue()));
    options
        .path("headers")
        .properties()
        .forEach(header -> header(request, header.getKey(), header.getValue()));
    body(request, options);
    unread.of(options, "of " + request.method + " " + url, OF_REQUEST);
    if (!options.path("followRedirect").asBoolean(true)) {
      request.followRedirects = "false";
    }
    if (options.has("auth")) {
      draft.notes.add("auth of " + request.method + " " + url);
    }
    String sent = full + request.body + (request.json == null ? "" : request.json.toString());
    Optional<String> unknown = Placeholders.unknown(sent);
    if (unknown.isPresent()) {
      draft.notes.add(
          request.method
              + " "
              + url
              + ": variables such as "
              + unknown.get()
              + " are not carried over");
    } else {
      draft.request(scenario, request);
    }
  }

  private String field(Map.Entry<String, JsonNode> field, String of) {
    if (field.getValue().isContainer()) {
      draft.notes.add("the values of " + field.getKey() + " in " + of + ": it is sent empty");
    }
    return variables.formField(field.getKey(), field.getValue().asString(""));
  }

  private void header(DraftRequest request, String name, JsonNode value) {
    String text = variables.fill(value.asString(""));
    request.headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    if (Placeholders.unknown(text).isPresent()) {
      draft.notes.add(
          "the header " + name + ": variables such as " + text + " are not carried over");
    } else {
      request.header(name, text);
    }
  }

  private void body(DraftRequest request, JsonNode options) {
    if (options.has("json")) {
      String text = variables.fill(options.path("json").toString());
      request.body = text;
      PlanImport.jsonBody(text).ifPresent(json -> request.json = json);
      if (request.json == null && !request.hasHeader("content-type")) {
        request.header("content-type", "application/json");
      }
    } else if (options.path("form").isObject()) {
      StringBuilder text = new StringBuilder();
      options
          .path("form")
          .properties()
          .forEach(field -> {
            text.append(text.isEmpty() ? "" : "&").append(field(field, "a form"));
          });
      request.body = text.toString();
      request.header("content-type", "application/x-www-form-urlencoded");
    } else {
      request.body = variables.fill(options.path("body").asString(""));
    }
  }
}
