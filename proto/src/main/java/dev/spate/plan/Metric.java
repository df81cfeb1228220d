package dev.spate.plan;

import java.util.Optional;

/// What a threshold can be about.
public enum Metric {
  RESPONSE_TIME("response_time", Kind.TIME),
  SERVICE_TIME("service_time", Kind.TIME),
  SCHEDULE_LAG("schedule_lag", Kind.TIME),
  CONNECT_TIME("connect_time", Kind.TIME),
  TLS_TIME("tls_time", Kind.TIME),
  FIRST_BYTE("first_byte", Kind.TIME),
  /// Requests started; its rate is a second.
  REQUESTS("requests", Kind.THROUGHPUT),
  /// Requests that did not succeed (failed, timed out or unanswered), as a part of those started.
  FAILED("failed", Kind.PART),
  /// Arrivals begun, as a part of those planned.
  OFFERED("offered", Kind.PART),
  DROPPED("dropped", Kind.PART),
  MISSED("missed", Kind.PART),
  LOST("lost", Kind.PART);

  /// What a metric's values are.
  public enum Kind {
    /// A distribution of seconds.
    TIME,
    /// A number of things that are a part of a whole.
    PART,
    /// A number of things, and how many a second.
    THROUGHPUT
  }

  private final String id;
  private final Kind kind;

  Metric(String id, Kind kind) {
    this.id = id;
    this.kind = kind;
  }

  /// The name in plans and reports.
  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  /// Whether it can be judged second by second. What a worker measures as a whole comes with its
  /// reports, and belongs to no second.
  public boolean hasWindows() {
    return switch (this) {
      case SCHEDULE_LAG, CONNECT_TIME, TLS_TIME -> false;
      case RESPONSE_TIME,
          SERVICE_TIME,
          FIRST_BYTE,
          REQUESTS,
          FAILED,
          OFFERED,
          DROPPED,
          MISSED,
          LOST ->
          true;
    };
  }

  /// Whether groups have it as requests do: their times, how many there were, and which failed.
  public boolean ofGroups() {
    return switch (this) {
      case RESPONSE_TIME, REQUESTS, FAILED -> true;
      case SERVICE_TIME,
          FIRST_BYTE,
          SCHEDULE_LAG,
          CONNECT_TIME,
          TLS_TIME,
          OFFERED,
          DROPPED,
          MISSED,
          LOST ->
          false;
    };
  }

  /// The metric of a name, k6's names for three of them among those.
  public static Optional<Metric> named(String name) {
    String id =
        switch (name) {
          case "http_req_duration" -> "service_time";
          case "http_req_failed" -> "failed";
          case "dropped_iterations" -> "dropped";
          default -> name;
        };
    for (Metric metric : values()) {
      if (metric.id.equals(id)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }
}
