package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spate.coordinator.schema.JsonSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `report.json` as a script reads it. Whatever a run was, its ledger balances and its report is
/// what `report.schema.json` says: asserted for each one that is read.
record RunReport(Path dir, Spate.Result result, JsonNode json) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JSON.readTree(JsonSchema.REPORT.text()));

  static RunReport read(Path dir, Spate.Result result) {
    Path file = dir.resolve("report.json");
    assertThat(Files.exists(file))
        .as(
            "report.json after exit code %d:%n%s%n%s",
            result.exitCode(), result.err(), result.out())
        .isTrue();
    RunReport report = new RunReport(dir, result, JSON.readTree(file.toFile()));
    report.assertBalanced();
    assertThat(SCHEMA.validate(report.json()))
        .as("what report.schema.json says of %s", file)
        .isEmpty();
    return report;
  }

  private void assertBalanced() {
    assertThat(json.at("/ledger/balanced").asBoolean())
        .as("ledger %s", json.get("ledger"))
        .isTrue();
    assertThat(arrivals("planned"))
        .isEqualTo(
            arrivals("completed")
                + arrivals("interrupted")
                + arrivals("dropped")
                + arrivals("missed")
                + arrivals("lost"));
    assertThat(requests("started"))
        .isEqualTo(
            requests("succeeded")
                + requests("failed")
                + requests("timedOut")
                + requests("unanswered"));
  }

  /// An account of the ledger of arrivals.
  long arrivals(String account) {
    return json.at("/ledger/arrivals/" + account).asLong();
  }

  /// An account of the ledger of requests.
  long requests(String account) {
    return json.at("/ledger/requests/" + account).asLong();
  }

  /// Arrivals that a worker began.
  long offeredBy(String worker) {
    for (JsonNode row : json.get("workers")) {
      if (row.get("id").asString().equals(worker)) {
        return row.get("offered").asLong();
      }
    }
    throw new AssertionError("no worker " + worker + " in " + json.get("workers"));
  }

  /// Failures of all requests by cause.
  long errors(String cause) {
    long sum = 0;
    for (JsonNode row : json.get("requests")) {
      sum += row.get("errors").path(cause).asLong();
    }
    return sum;
  }

  /// A percentile of a metric in seconds.
  double seconds(String metric, String percent) {
    return percentile(metric, percent).get("value").asDouble();
  }

  JsonNode percentile(String metric, String percent) {
    return json.get("metrics").get(metric).get("percentiles").get(percent);
  }

  /// What a threshold of this expression observed.
  double observed(String expression) {
    for (JsonNode threshold : json.get("thresholds")) {
      if (threshold.get("expression").asString().equals(expression)) {
        return threshold.get("observed").asDouble();
      }
    }
    throw new AssertionError("no threshold " + expression);
  }

  double mean(String metric) {
    return json.get("metrics").get(metric).get("mean").asDouble();
  }

  String verdict() {
    return json.at("/verdict/result").asString();
  }

  /// Response times of all slots' `p99` and so on are in here.
  JsonNode timeline() {
    return json.get("timeline");
  }
}
