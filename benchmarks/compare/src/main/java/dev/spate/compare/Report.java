package dev.spate.compare;

import java.io.IOException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// What Spate reports of a run.
///
/// @param tree its `report.json`
record Report(JsonNode tree) {
  /// @throws IOException where the run did not do what its plan says
  Report requireSound() throws IOException {
    JsonNode requests = tree.path("ledger").path("requests");
    long started = requests.path("started").asLong();
    if (started < 1
        || requests.path("succeeded").asLong() != started
        || !tree.path("ledger").path("balanced").asBoolean()
        || !tree.path("run").path("ending").asString().equals("completed")) {
      throw new IOException(
          "not a sound run: %s, %s"
              .formatted(tree.path("run").path("ending"), tree.path("ledger")));
    }
    return this;
  }

  /// When arrival 0 was due, in milliseconds of the wall clock.
  long startMs() {
    return Instant.parse(tree.path("run").path("startedAt").asString()).toEpochMilli();
  }

  /// Requests due in some seconds of the run.
  ///
  /// @param to exclusive
  double requests(int from, int to) {
    return sum("requests", from, to);
  }

  /// The part of the planned arrivals of some seconds that began.
  double offered(int from, int to) {
    return sum("offered", from, to) / sum("planned", from, to);
  }

  /// The most requests in flight at the end of a second.
  double mostInFlight() {
    double most = 0;
    for (JsonNode slot : tree.path("timeline")) {
      most = Math.max(most, slot.path("inFlight").asDouble());
    }
    return most;
  }

  /// A percentile of the schedule lag of what is no warm-up.
  double lagMicroseconds(String percentile) {
    JsonNode value =
        tree.path("metrics")
            .path("schedule_lag")
            .path("percentiles")
            .path(percentile)
            .path("value");
    return value.isNumber() ? value.asDouble() * 1e6 : Double.NaN;
  }

  private double sum(String column, int from, int to) {
    double sum = 0;
    for (JsonNode slot : tree.path("timeline")) {
      int second = slot.path("slot").asInt();
      sum += second >= from && second < to ? slot.path(column).asDouble() : 0;
    }
    return sum;
  }
}
