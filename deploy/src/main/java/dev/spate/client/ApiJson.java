package dev.spate.client;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.plan.Problem;
import dev.spate.plan.Octets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what the API answers. Fields that are missing read as empty, so a newer client can talk to
/// an older coordinator.
final class ApiJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ApiJson() {}

  /// @throws ClientException where the text is not JSON
  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException failure) {
      throw new ClientException(
          "the answer is not JSON, so this is not a Spate coordinator: " + beginning(json),
          failure);
    }
  }

  /// A plan and the files that it names, as they are uploaded together.
  static String planWithFiles(String plan, Map<String, Octets> files) {
    ObjectNode upload = MAPPER.createObjectNode().put("plan", plan);
    ObjectNode named = upload.putObject("files");
    files.forEach((name, content) ->
        content
            .text()
            .ifPresentOrElse(
                text -> named.put(name, text),
                () ->
                    named
                        .putObject(name)
                        .put("base64", Base64.getEncoder().encodeToString(content.toArray()))));
    return upload.toString();
  }

  /// The sentence in an answer that is an error; empty where there is none.
  static String error(String json) {
    try {
      return text(MAPPER.readTree(json), "error");
    } catch (JacksonException _) {
      return "";
    }
  }

  private static String beginning(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }

  static List<Problem> problems(JsonNode answer) {
    return answer.path("problems").valueStream().map(ApiJson::problem).toList();
  }

  private static Problem problem(JsonNode node) {
    return new Problem(
        node.path("line").asInt(1),
        node.path("column").asInt(1),
        text(node, "path"),
        text(node, "message"),
        text(node, "suggestion"));
  }

  static RunStatus run(JsonNode node) {
    return new RunStatus(
        text(node, "id"),
        text(node, "name"),
        text(node, "state"),
        text(node, "startedAt"),
        text(node, "verdict"),
        node.path("exitCode").asInt(-1));
  }

  static PastRun pastRun(JsonNode node) {
    Map<String, String> tags = new LinkedHashMap<>();
    node.path("tags")
        .propertyStream()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
    JsonNode figures = node.path("figures");
    return new PastRun(
        text(node, "id"),
        text(node, "id"),
        text(node, "name"),
        instant(text(node, "startedAt")),
        node.path("durationSeconds").asDouble(0),
        text(node, "verdict"),
        node.path("exitCode").asInt(-1),
        text(node, "target"),
        text(node, "seed"),
        text(node, "spateVersion"),
        tags,
        new PastRun.KeyFigures(
            number(figures, "requestsPerSecond"),
            number(figures, "p50"),
            number(figures, "p90"),
            number(figures, "p99"),
            number(figures, "p999"),
            number(figures, "failedShare"),
            figures.path("workers").asInt(0)));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException failure) {
      throw new ClientException(
          "the coordinator says that a run started at '" + text + "'", failure);
    }
  }

  private static @Nullable Double number(JsonNode node, String name) {
    JsonNode number = node.path(name);
    return number.isNumber() ? (Double) number.doubleValue() : null;
  }

  static WorkerStatus worker(JsonNode node) {
    return new WorkerStatus(
        text(node, "id"),
        text(node, "host"),
        node.path("cores").asInt(0),
        node.path("weight").asInt(0),
        text(node, "version"),
        text(node, "transport"),
        text(node, "state"),
        text(node, "run"));
  }

  static RunProgress progress(JsonNode node) {
    return new RunProgress(
        text(node, "state"),
        node.path("elapsedSeconds").asDouble(0),
        node.path("durationSeconds").asDouble(0),
        text(node, "phase"),
        node.path("plannedPerSecond").asDouble(0),
        node.path("offeredPerSecond").asDouble(0),
        node.path("requestsPerSecond").asDouble(0),
        node.path("failedPerSecond").asDouble(0),
        node.path("p50").asDouble(0),
        node.path("p99").asDouble(0),
        node.path("inFlight").asLong(0),
        node.path("workers").asInt(0),
        counts(node.path("errors")),
        text(node, "message"));
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.propertyStream()
        .forEach(property -> counts.put(property.getKey(), property.getValue().asLong(0)));
    return counts;
  }

  static RunEnd end(JsonNode node) {
    JsonNode code = node.path("exitCode");
    if (!code.isIntegralNumber()) {
      throw new ClientException("the coordinator did not say how the run ended: " + node);
    }
    return new RunEnd(text(node, "verdict"), code.asInt(), text(node, "problem"));
  }

  /// Empty where it is missing or null.
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : value.asString("");
  }
}
