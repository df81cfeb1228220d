package dev.spate.cli;

import dev.spate.coordinator.history.PastRun;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Finished runs for programs, as the API lists them.
final class RunsJson {
  private static final JsonMapper JSON = new JsonMapper();

  private RunsJson() {}

  static String of(List<PastRun> runs) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode list = body.putArray("runs");
    for (PastRun run : runs) {
      ObjectNode row =
          list.addObject()
              .put("directory", run.directory())
              .put("id", run.id())
              .put("name", run.name())
              .put("startedAt", run.startedAt().toString())
              .put("durationSeconds", run.durationSeconds())
              .put("verdict", run.verdict())
              .put("exitCode", run.exitCode())
              .put("target", run.target())
              .put("seed", run.seed())
              .put("spateVersion", run.spateVersion());
      ObjectNode tags = row.putObject("tags");
      run.tags().forEach(tags::put);
      PastRun.KeyFigures figures = run.figures();
      row.putObject("figures")
          .put("requestsPerSecond", figures.requestsPerSecond())
          .put("p50", figures.p50())
          .put("p90", figures.p90())
          .put("p99", figures.p99())
          .put("p999", figures.p999())
          .put("failedShare", figures.failedShare())
          .put("workers", figures.workers());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n";
  }
}
