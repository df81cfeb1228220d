package dev.spate.coordinator.imports;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// `config` of an Artillery script: where to, how much, which data, and what has to hold.
///
/// @param variables gets those that all scenarios know
record ArtilleryConfig(Draft draft, Placeholders variables) {
  private static final Set<String> KEYS =
      Set.of(
          "target",
          "phases",
          "http",
          "tls",
          "variables",
          "payload",
          "plugins",
          "defaults",
          "ensure");
  private static final Set<String> OF_PHASE =
      Set.of("name", "duration", "arrivalRate", "arrivalCount", "rampTo", "maxVusers");

  /// Whose job a plan does by itself.
  private static final Set<String> PLUGINS = Set.of("expect", "ensure", "metrics-by-endpoint");

  void read(JsonNode config) {
    config.path("variables").properties().forEach(each -> variable(each.getKey(), each.getValue()));
    JsonNode payload = config.path("payload");
    (payload.isArray() ? payload.valueStream().toList() : List.of(payload)).forEach(this::payload);
    String target = variables.fill(config.path("target").asString(""));
    if (target.contains("://") && Placeholders.unknown(target).isEmpty()) {
      draft.target(target);
    }
    config.path("phases").forEach(this::phase);
    timeout(config.at("/http/timeout").asString(""));
    boolean insecure = !config.at("/tls/rejectUnauthorized").asBoolean(true);
    if (insecure && target.startsWith("https:")) {
      draft.http.put("tls", "{ insecure: true }");
    }
    Unread unread = new Unread(draft.notes);
    unread.of(config, "config.", KEYS);
    unread.of(config.path("http"), "config.http.", Set.of("timeout", "defaults"));
    unread.of(config.at("/http/defaults"), "config.http.defaults.", Set.of("headers"));
    unread.of(config.path("defaults"), "config.defaults.", Set.of("headers"));
    unread.of(config.path("tls"), "config.tls.", Set.of("rejectUnauthorized"));
    config
        .path("plugins")
        .propertyStream()
        .filter(plugin -> !PLUGINS.contains(plugin.getKey()))
        .forEach(plugin -> draft.notes.add("config.plugins." + plugin.getKey()));
    ensure(config.path("ensure"));
    ensure(config.at("/plugins/ensure"));
  }

  private void variable(String name, JsonNode value) {
    if (value.isArray() && value.size() > 1) {
      draft.notes.add("the values of " + name + " but the first");
    }
    variables.put(name, (value.isArray() ? value.path(0) : value).asString(""));
  }

  /// The file has no line with the names, as that of a feeder has, and is not here.
  private void payload(JsonNode payload) {
    List<String> names = new ArrayList<>();
    for (JsonNode field : payload.path("fields")) {
      String name = field.asString("");
      if (DraftAnswers.isVariable(name)) {
        names.add(name);
        draft.variables.put(name, "");
        variables.varies(name);
      }
    }
    if (!payload.isMissingNode()) {
      String file = payload.path("path").asString("config.payload");
      draft.notes.add(
          names.isEmpty()
              ? "the records of " + file + ", whose columns the script does not name"
              : "the records of %s: until the plan has a feeder of them, these stay empty: %s"
                  .formatted(file, String.join(", ", names)));
    }
  }

  private void timeout(String text) {
    Optional<Long> timeout = Phases.milliseconds(text).filter(ms -> ms >= 1 && ms <= 3_600_000);
    timeout.ifPresent(ms -> draft.http.put("timeout", Draft.duration(ms)));
    if (timeout.isEmpty() && !text.isEmpty()) {
      draft.notes.add("config.http.timeout " + text);
    }
  }

  private void ensure(JsonNode ensure) {
    ensure
        .path("thresholds")
        .valueStream()
        .flatMap(JsonNode::propertyStream)
        .forEach(rule -> limit(rule.getKey(), rule.getValue()));
    ensure
        .propertyStream()
        .filter(rule -> !rule.getKey().equals("thresholds"))
        .forEach(rule -> limit(rule.getKey(), rule.getValue()));
  }

  private void limit(String name, JsonNode value) {
    String statistic = name.replaceFirst("^http\\.response_time\\.", "");
    BigDecimal limit = value.isNumber() ? value.asDecimal(BigDecimal.ZERO) : BigDecimal.ZERO;
    boolean sound = limit.signum() > 0 && limit.compareTo(BigDecimal.valueOf(Phases.DAY_MS)) < 0;
    if (sound && statistic.matches("p[0-9]{2,3}")) {
      rule("service_time", "p(%s)<%sms".formatted(percent(statistic), limit.toPlainString()));
    } else if (sound && statistic.equals("maxErrorRate") && limit.intValue() <= 100) {
      rule("failed", "rate<=" + limit.toPlainString() + "%");
    } else {
      draft.notes.add("the threshold " + name);
    }
  }

  /// `p99` is 99, `p999` is 99.9.
  private static String percent(String statistic) {
    String digits = statistic.substring(1);
    return digits.length() == 3 ? digits.substring(0, 2) + "." + digits.charAt(2) : digits;
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
    new Unread(draft.notes).of(phase, "of the phase " + name, OF_PHASE);
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
}
