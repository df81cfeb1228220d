package dev.spate.client;

import java.util.Map;

/// How a run is getting on.
///
/// @param state `waiting`, `preparing`, `running`, `finished`
/// @param elapsedSeconds since arrival 0
/// @param durationSeconds of all phases
/// @param phase the name of the current one; empty before the start
/// @param p50 response time so far, seconds
/// @param p99 response time so far, seconds
/// @param errors requests that failed so far, by cause
/// @param message what it waits for; may be empty
public record RunProgress(
    String state,
    double elapsedSeconds,
    double durationSeconds,
    String phase,
    double plannedPerSecond,
    double offeredPerSecond,
    double requestsPerSecond,
    double failedPerSecond,
    double p50,
    double p99,
    long inFlight,
    int workers,
    Map<String, Long> errors,
    String message) {
  public RunProgress {
    errors = Map.copyOf(errors);
  }
}
