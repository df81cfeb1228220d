package dev.spate.coordinator.imports;

import dev.spate.plan.Threshold;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads the options of a k6 script, as JSON (`k6 inspect script.js` prints them): how much load,
/// and the thresholds. What is sent is in the script, which is a program.
final class K6Import {
  private static final Set<String> KNOWN =
      Set.of(
          "vus",
          "duration",
          "stages",
          "scenarios",
          "thresholds",
          "insecureSkipTLSVerify",
          "iterations",
          "gracefulStop");
  private static final Pattern RULE =
      Pattern.compile(
          "\\s*(p\\([0-9.]{1,10}\\)|avg|min|max|med|rate|count)\\s*(<=|>=|<|>)\\s*([0-9.]{1,15})\\s*");

  private final Draft draft = new Draft();

  private K6Import() {}

  static Draft read(JsonNode root) {
    return new K6Import().draft(root);
  }

  private Draft draft(JsonNode root) {
    draft.name = "imported from k6";
    if (root.path("scenarios").isObject() && !root.path("scenarios").isEmpty()) {
      scenarios(root.path("scenarios"));
    } else if (!root.path("stages").isEmpty()) {
      users("", root, root.path("vus"));
    } else if (root.has("vus") || root.has("duration")) {
      phase("users", "users: " + Phases.users(root.path("vus").asLong(1)), root.path("duration"));
    }
    for (String key : root.propertyNames()) {
      if (!KNOWN.contains(key) && !isEmpty(root.path(key))) {
        draft.notes.add("the option " + key);
      }
    }
    if (root.path("iterations").asLong(0) > 0) {
      draft.notes.add("iterations: phases have a duration");
    }
    if (root.path("insecureSkipTLSVerify").asBoolean(false)) {
      draft.notes.add(
          "insecureSkipTLSVerify: with an https target write http: { tls: { insecure: true } }");
    }
    thresholds(root.path("thresholds"));
    return draft;
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isContainer() && value.isEmpty());
  }

  private void scenarios(JsonNode scenarios) {
    if (scenarios.size() > 1) {
      draft.notes.add("scenarios at the same time: their phases follow one another here");
    }
    for (var scenario : scenarios.properties()) {
      JsonNode options = scenario.getValue();
      String name = scenario.getKey();
      switch (options.path("executor").asString("")) {
        case "constant-vus" ->
            phase(
                name,
                "users: " + Phases.users(options.path("vus").asLong(1)),
                options.path("duration"));
        case "ramping-vus" -> users(name, options, options.path("startVUs"));
        case "constant-arrival-rate" ->
            phase(
                name,
                "arrivalRate: " + rate(options.path("rate"), options),
                options.path("duration"));
        case "ramping-arrival-rate" -> rates(name, options);
        case String other -> draft.notes.add("the scenario " + name + ": the executor " + other);
      }
      for (String key :
          List.of("startTime", "exec", "env", "tags", "options", "maxVUs", "gracefulRampDown")) {
        if (options.has(key) && !isEmpty(options.path(key))) {
          draft.notes.add(key + " of the scenario " + name);
        }
      }
      gracefulStop(options.path("gracefulStop").asString(""));
    }
  }

  private void gracefulStop(String text) {
    Optional<Long> ms = Phases.milliseconds(text);
    if (ms.isPresent() && ms.get() <= 3_600_000) {
      draft.gracefulStop = Draft.duration(ms.get());
    }
  }

  private void users(String name, JsonNode options, JsonNode start) {
    long from = Phases.users(start.asLong(1));
    int stage = 0;
    for (JsonNode each : options.path("stages")) {
      long to = Phases.users(each.path("target").asLong(0));
      String load = "users: " + from + (from == to ? "" : ", rampTo: " + to);
      if (from > 0 || to > 0) {
        phase((name.isEmpty() ? "stage" : name) + "-" + ++stage, load, each.path("duration"));
      } else {
        draft.notes.add("a stage without users: " + each.path("duration").asString(""));
      }
      from = to;
    }
  }

  private void rates(String name, JsonNode options) {
    String from = rate(options.path("startRate"), options);
    int stage = 0;
    for (JsonNode each : options.path("stages")) {
      String to = rate(each.path("target"), options);
      String load = "arrivalRate: " + from + (from.equals(to) ? "" : ", rampTo: " + to);
      if (from.startsWith("0/") && to.startsWith("0/")) {
        draft.notes.add("a stage without arrivals: " + each.path("duration").asString(""));
      } else {
        phase(name + "-" + ++stage, load, each.path("duration"));
      }
      from = to;
    }
  }

  /// So many in each `timeUnit`.
  private String rate(JsonNode number, JsonNode options) {
    long unitMs = Phases.milliseconds(options.path("timeUnit").asString("1s")).orElse(1000L);
    BigDecimal each = new BigDecimal(Math.clamp(number.asLong(0), 0, 1_000_000_000));
    return Phases.rate(draft.notes, each, Math.max(1, unitMs));
  }

  private void phase(String name, String load, JsonNode duration) {
    Optional<Long> ms = Phases.milliseconds(duration.asString(""));
    if (ms.isEmpty() || ms.get() == 0) {
      draft.notes.add(
          "a stage of " + name + " that takes no time: " + duration.asString("no duration"));
      return;
    }
    Phases.add(draft, name, load, ms.get());
  }

  private void thresholds(JsonNode thresholds) {
    for (var threshold : thresholds.properties()) {
      JsonNode rules = threshold.getValue();
      for (JsonNode rule : rules.isArray() ? List.copyOf(rules.values()) : List.of(rules)) {
        threshold(threshold.getKey(), rule);
      }
    }
  }

  private void threshold(String metric, JsonNode rule) {
    String text = rule.isObject() ? rule.path("threshold").asString("") : rule.asString("");
    boolean abort = rule.path("abortOnFail").asBoolean(false);
    Optional<Long> delayMs = Phases.milliseconds(rule.path("delayAbortEval").asString(""));
    if (rule.has("delayAbortEval") && (delayMs.isEmpty() || !abort)) {
      draft.notes.add("delayAbortEval of " + metric + ": " + text);
    }
    Matcher matcher = RULE.matcher(text);
    Optional<String> own = metric(metric);
    if (own.isPresent() && matcher.matches()) {
      Optional<String> written =
          rule(own.get(), matcher.group(1), matcher.group(2), matcher.group(3));
      if (written.isPresent()) {
        draft
            .thresholds
            .computeIfAbsent(own.get(), _ -> new ArrayList<>())
            .add(abort ? aborting(written.get(), delayMs) : '"' + written.get() + '"');
        return;
      }
    }
    draft.notes.add("the threshold " + metric + ": " + text);
  }

  private static String aborting(String rule, Optional<Long> delayMs) {
    String delay =
        delayMs
            .filter(ms -> ms >= 1 && ms <= Threshold.MAX_DELAY_NS / 1_000_000)
            .map(ms -> ", delayAbortEval: " + Draft.duration(ms))
            .orElse("");
    return "{ threshold: \"" + rule + "\", abortOnFail: true" + delay + " }";
  }

  private static Optional<String> metric(String metric) {
    return switch (metric) {
      case "http_req_duration" -> Optional.of("service_time");
      case "http_req_failed" -> Optional.of("failed");
      case "http_req_waiting" -> Optional.of("first_byte");
      case "http_req_connecting" -> Optional.of("connect_time");
      case "http_req_tls_handshaking" -> Optional.of("tls_time");
      case "http_reqs" -> Optional.of("requests");
      case "dropped_iterations" -> Optional.of("dropped");
      default -> Optional.empty();
    };
  }

  /// k6 counts times in milliseconds.
  private static Optional<String> rule(
      String metric, String given, String comparison, String limit) {
    if (!limit.matches("[0-9]{1,9}(\\.[0-9]{1,4})?")) {
      return Optional.empty();
    }
    String statistic = given.equals("med") ? "p(50)" : given;
    boolean time = metric.endsWith("_time") || metric.equals("first_byte");
    boolean counted = statistic.equals("count") || statistic.equals("rate");
    String rule = statistic + comparison + limit;
    if (time) {
      return counted || new BigDecimal(limit).compareTo(new BigDecimal(Phases.DAY_MS)) > 0
          ? Optional.empty()
          : Optional.of(rule + "ms");
    }
    if (!counted) {
      return Optional.empty();
    }
    if (statistic.equals("count")) {
      return Optional.of(rule);
    }
    if (metric.equals("requests")) {
      return Optional.of(rule + "/s");
    }
    return new BigDecimal(limit).setScale(4, RoundingMode.UP).compareTo(BigDecimal.ONE) > 0
        ? Optional.empty()
        : Optional.of(rule);
  }
}
