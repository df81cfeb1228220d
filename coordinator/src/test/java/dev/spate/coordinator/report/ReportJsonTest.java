package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportJsonTest {
  @TempDir Path dir;
  private JsonNode json = new JsonMapper().createObjectNode();

  @BeforeEach
  void write() throws IOException {
    Plan plan =
        Plans.plan(
            List.of(Plans.steady("steady", 200, 20)),
            List.of("GET /"),
            List.of(Plans.below(99, 0.25)),
            0);
    RunFiles.write(
        dir,
        new SimulatedRun(plan, 2)
                .tag("branch", "main")
                .target((_, _, _, n) ->
                    n % 100 == 3
                        ? Answer.failing(0.001, Outcome.CONNECT_REFUSED, 0)
                        : Answer.after(0.0021))
            ::forEach);
    json = new JsonMapper().readTree(dir.resolve("report.json").toFile());
  }

  /// The names are what users and their scripts depend on: what is here may be added to, never
  /// changed.
  @Test
  void hasTheKeysOfTheContract() {
    assertThat(keys(json))
        .containsSubsequence(
            "format",
            "run",
            "verdict",
            "thresholds",
            "ledger",
            "throughput",
            "metrics",
            "requests",
            "timeline",
            "workers",
            "environment");
    assertThat(keys(json.at("/run")))
        .contains("id", "name", "startedAt", "durationSeconds", "spateVersion", "tags");
    assertThat(keys(json.at("/verdict"))).containsExactly("result", "exitCode", "reasons");
    assertThat(keys(json.at("/thresholds/0")))
        .contains("metric", "expression", "passed", "observed");
    assertThat(keys(json.at("/ledger"))).containsExactly("arrivals", "requests", "balanced");
    assertThat(keys(json.at("/ledger/arrivals")))
        .contains("planned", "completed", "interrupted", "dropped", "missed", "lost");
    assertThat(keys(json.at("/ledger/requests")))
        .contains("started", "succeeded", "failed", "timedOut", "unanswered");
    assertThat(keys(json.at("/throughput")))
        .contains(
            "plannedPerSecond",
            "offeredPerSecond",
            "requestsPerSecond",
            "bytesReceived",
            "bytesSent");
    assertThat(keys(json.at("/metrics")))
        .contains(
            "response_time",
            "service_time",
            "schedule_lag",
            "connect_time",
            "tls_time",
            "first_byte");
    assertThat(keys(json.at("/metrics/response_time")))
        .contains("unit", "count", "min", "mean", "stddev", "max", "censored", "percentiles");
    assertThat(keys(json.at("/metrics/response_time/percentiles")))
        .containsExactly("50", "75", "90", "95", "99", "99.9", "99.99");
    assertThat(keys(json.at("/metrics/response_time/percentiles/50")))
        .contains("value", "low", "high", "censored");
    assertThat(keys(json.at("/requests/0")))
        .contains(
            "name",
            "phase",
            "started",
            "succeeded",
            "failed",
            "timedOut",
            "unanswered",
            "metrics",
            "statuses",
            "errors");
    assertThat(keys(json.at("/timeline/0")))
        .contains(
            "slot",
            "closed",
            "planned",
            "offered",
            "requests",
            "succeeded",
            "failed",
            "p50",
            "p99",
            "inFlight",
            "workers",
            "marks",
            "p90",
            "p999",
            "max",
            "service",
            "errors",
            "latency");
    assertThat(json.at("/timeline/0/errors").toString()).isEqualTo("{\"connect_refused\":2}");
    assertThat(keys(json.at("/timeline/0/service")))
        .containsExactly("p50", "p90", "p99", "p999", "max");
    assertThat(json.at("/timeline/0/latency/response").size()).isPositive();
    assertThat(json.at("/timeline/0/latency/service").isArray()).isTrue();
    assertThat(keys(json.at("/phases/0"))).containsExactly("name", "beginsAt", "endsAt", "warmup");
    assertThat(json.at("/phases/0/endsAt").doubleValue()).isEqualTo(20);
    assertThat(keys(json.at("/workers/0")))
        .contains(
            "id",
            "host",
            "lanes",
            "state",
            "offered",
            "scheduleLagP99",
            "cpu",
            "gcPauseMax",
            "clockOffset");
    assertThat(keys(json.at("/environment"))).containsExactly("transport", "idle", "jvm", "os");
  }

  private static List<String> keys(JsonNode node) {
    return new ArrayList<>(node.propertyNames());
  }

  @Test
  void hasTheValues() {
    assertThat(json.at("/format").asString()).isEqualTo("spate-report/1");
    assertThat(json.at("/run/startedAt").asString()).isEqualTo("2026-11-22T12:00:00Z");
    assertThat(json.at("/run/tags/branch").asString()).isEqualTo("main");
    assertThat(json.at("/run/durationSeconds").asDouble()).isEqualTo(20);
    assertThat(json.at("/verdict/result").asString()).isEqualTo("PASSED");
    assertThat(json.at("/requests/0/statuses/200").asLong()).isEqualTo(3_960);
    assertThat(json.at("/requests/0/errors/connect_refused").asLong()).isEqualTo(40);
    assertThat(json.at("/requests/0/metrics/response_time/count").asLong()).isEqualTo(4_000);
    assertThat(json.at("/requests/0/metrics/response_time_succeeded/count").asLong())
        .isEqualTo(3_960);
    assertThat(json.at("/timeline")).hasSize(20);
    assertThat(json.at("/workers/0/lanes").asInt()).isEqualTo(32);
    assertThat(json.at("/workers/0/clockOffset").asDouble()).isEqualTo(0.0001);
  }

  @Test
  void numbersAreDecimalsAndUnknownOnesAreNull() throws IOException {
    String text = Files.readString(dir.resolve("report.json"));

    assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(text).doesNotContainPattern("\\d[eE]-?\\d");
    assertThat(text).contains("\"value\" : 0.0021");
    assertThat(json.at("/metrics/connect_time/mean").isNull()).isTrue();
  }

  @Test
  void aRowOfTheTimelineIsOneLine() throws IOException {
    List<SlotRow> rows = new ArrayList<>();
    ReportJson.readTimeline(dir.resolve("report.json"), rows::add);

    String line = ReportJson.row(rows.getFirst());
    assertThat(line)
        .doesNotContain("\n")
        .startsWith("{\"slot\":0,\"closed\":true,\"planned\":200,");
    assertThat(ReportJson.readRow(line)).isEqualTo(rows.getFirst());
  }

  @Test
  void refusesWhatIsNoReport() throws IOException {
    Path other = dir.resolve("other.json");
    for (String text : List.of("", "{", "{}", "[]", "{\"format\":\"spate-report/9\"}")) {
      Files.writeString(other, text);
      assertThatThrownBy(() -> ReportJson.read(other)).isInstanceOf(IOException.class);
    }
  }
}
