package dev.spate.coordinator.history;

import dev.spate.coordinator.history.PastRun.KeyFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads of a report.json what a list of runs shows; what is long in it is skipped.
public final class PastRunReader {
  private static final Logger LOG = LoggerFactory.getLogger(PastRunReader.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> WANTED =
      Set.of("run", "verdict", "throughput", "metrics", "requests", "workers");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private PastRunReader() {}

  /// @param report a run's report.json
  /// @throws IOException where it is none
  public static PastRun read(Path report) throws IOException {
    try (JsonParser parser = JSON.createParser(report)) {
      return pastRun(directory(report), head(parser));
    } catch (JacksonException | DateTimeException e) {
      throw new IOException(report + " is not a report: " + e.getMessage(), e);
    }
  }

  /// The same, or nothing and a line in the log where it is none.
  public static Optional<PastRun> tried(Path report) {
    try {
      return Optional.of(read(report));
    } catch (IOException e) {
      LOG.warn("{}", e.getMessage());
      return Optional.empty();
    }
  }

  private static String directory(Path report) {
    Path parent = report.toAbsolutePath().normalize().getParent();
    Path name = parent == null ? null : parent.getFileName();
    return name == null ? "" : name.toString();
  }

  private static ObjectNode head(JsonParser parser) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    parser.nextToken();
    while (head.size() < WANTED.size() && parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (WANTED.contains(name)) {
        head.set(name, parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    return head;
  }

  private static PastRun pastRun(String directory, ObjectNode head) {
    JsonNode run = head.path("run");
    JsonNode verdict = head.path("verdict");
    String id = run.required("id").stringValue();
    Map<String, String> tags = new LinkedHashMap<>();
    run.path("tags")
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
    return new PastRun(
        directory,
        id,
        run.required("name").stringValue(),
        startedAt(run, id),
        run.path("durationSeconds").asDouble(0),
        verdict.required("result").stringValue(),
        verdict.required("exitCode").intValue(),
        run.path("target").asString(""),
        run.path("seed").asString(""),
        run.path("spateVersion").asString(""),
        tags,
        figures(head));
  }

  /// A run that never started has no such instant; it was submitted at least.
  private static Instant startedAt(JsonNode run, String id) {
    JsonNode startedAt = run.path("startedAt");
    return startedAt.isString()
        ? Instant.parse(startedAt.stringValue())
        : SECOND.parse(id.substring(0, Math.max(0, id.lastIndexOf('-'))), Instant::from);
  }

  private static KeyFigures figures(ObjectNode head) {
    JsonNode percentiles = head.path("metrics").path("response_time").path("percentiles");
    JsonNode rate = head.path("throughput").path("requestsPerSecond");
    return new KeyFigures(
        rate.isNumber() ? (Double) rate.doubleValue() : null,
        percentile(percentiles.path("50")),
        percentile(percentiles.path("90")),
        percentile(percentiles.path("99")),
        percentile(percentiles.path("99.9")),
        failedShare(head.path("requests")),
        head.path("workers").size());
  }

  private static @Nullable Double percentile(JsonNode percentile) {
    boolean shown =
        percentile.path("reliable").asBoolean(false)
            || percentile.path("censored").asBoolean(false);
    return shown ? (Double) percentile.path("value").asDouble(0) : null;
  }

  private static @Nullable Double failedShare(JsonNode requests) {
    long started = 0;
    long succeeded = 0;
    for (JsonNode row : requests) {
      started += row.path("started").asLong(0);
      succeeded += row.path("succeeded").asLong(0);
    }
    return started == 0 ? null : (Double) ((double) (started - succeeded) / started);
  }
}
