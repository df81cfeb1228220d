package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import dev.spate.plan.Metric;

/// The distributions of a report. A name here is a key under `metrics`.
enum TimedMetric {
  RESPONSE_TIME("response_time"),
  /// Response times of the requests that succeeded.
  SUCCEEDED_RESPONSE_TIME("response_time_succeeded"),
  SERVICE_TIME("service_time"),
  FIRST_BYTE("first_byte"),
  SCHEDULE_LAG("schedule_lag"),
  CONNECT_TIME("connect_time"),
  TLS_TIME("tls_time");

  private final String id;

  TimedMetric(String id) {
    this.id = id;
  }

  /// The key in `report.json`.
  String id() {
    return id;
  }

  /// Whether it is measured for each request, and not for a worker as a whole.
  boolean ofRequests() {
    return switch (this) {
      case RESPONSE_TIME, SUCCEEDED_RESPONSE_TIME, SERVICE_TIME, FIRST_BYTE -> true;
      case SCHEDULE_LAG, CONNECT_TIME, TLS_TIME -> false;
    };
  }

  /// Of its histograms.
  Resolution resolution() {
    return this == SCHEDULE_LAG ? Resolution.NANOSECOND : Resolution.MICROSECOND;
  }

  /// The metric of a threshold.
  ///
  /// @throws IllegalArgumentException for one that is not a time
  static TimedMetric of(Metric metric) {
    for (TimedMetric timed : values()) {
      if (timed.id.equals(metric.id())) {
        return timed;
      }
    }
    throw new IllegalArgumentException(metric.id() + " is not a time");
  }

  /// Adds what was measured of requests to a sum, the censored durations at their lower bounds.
  void addTo(LatencySum sum, RequestTotals totals) {
    addTo(sum, sum, totals);
  }

  /// @param observed takes the durations that ended
  /// @param censored takes the lower bounds of the others
  void addTo(LatencySum observed, LatencySum censored, RequestTotals totals) {
    switch (this) {
      case RESPONSE_TIME -> totals.addResponseTimesTo(observed, censored);
      case SUCCEEDED_RESPONSE_TIME -> observed.add(totals.succeeded());
      case SERVICE_TIME -> observed.add(totals.serviceTime());
      case FIRST_BYTE -> observed.add(totals.firstByte());
      case SCHEDULE_LAG, CONNECT_TIME, TLS_TIME ->
          throw new IllegalArgumentException(id + " is not a request's");
    }
  }
}
