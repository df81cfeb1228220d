package dev.spate.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The finished runs of a results directory: each directory with a report.json in it.
final class RunHistory {
  private static final Logger LOG = LoggerFactory.getLogger(RunHistory.class);
  private static final JsonMapper JSON = new JsonMapper();

  private RunHistory() {}

  /// The most recent runs, the last one first.
  ///
  /// @param most how many at most
  static List<RunSummary> read(Path results, int most) {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(results)) {
      return directories
          .filter(directory -> RunId.isOne(directory.getFileName().toString()))
          .sorted(Comparator.reverseOrder())
          .map(directory -> directory.resolve("report.json"))
          .filter(Files::isRegularFile)
          .limit(most)
          .flatMap(report -> summary(report).stream())
          .toList();
    } catch (IOException e) {
      LOG.warn("cannot list the runs in {}: {}", results, RootCause.of(e), e);
      return List.of();
    }
  }

  private static Optional<RunSummary> summary(Path report) {
    try (JsonParser parser = JSON.createParser(report)) {
      ObjectNode head = head(parser);
      JsonNode run = head.path("run");
      JsonNode verdict = head.path("verdict");
      return Optional.of(
          new RunSummary(
              run.required("id").stringValue(),
              run.required("name").stringValue(),
              RunPhase.FINISHED,
              startedAt(run),
              new RunResult(
                  verdict.required("result").stringValue(),
                  verdict.required("exitCode").intValue())));
    } catch (JacksonException | DateTimeException e) {
      LOG.warn("cannot read {}: {}", report, e.getMessage());
      return Optional.empty();
    }
  }

  /// A run that never started has no such instant; it was submitted at least.
  private static Instant startedAt(JsonNode run) {
    JsonNode startedAt = run.path("startedAt");
    return startedAt.isString()
        ? Instant.parse(startedAt.stringValue())
        : RunId.submittedAt(run.required("id").stringValue());
  }

  /// The members `run` and `verdict`, which stand before the long ones; the rest is not read.
  private static ObjectNode head(JsonParser parser) {
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    parser.nextToken();
    while (head.size() < 2 && parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("run") || name.equals("verdict")) {
        head.set(name, parser.readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    return head;
  }
}
