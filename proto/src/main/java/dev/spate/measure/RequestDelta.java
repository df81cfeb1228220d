package dev.spate.measure;

import java.util.Map;

/// What became of requests of one phase, name and slot since the last report.
///
/// @param phase index in the plan
/// @param request index in [dev.spate.plan.Plan#requestNames()]
/// @param slot of the intended start
/// @param started begun in this interval; they may end in a later one
/// @param retried sent again once on a fresh connection because a kept-alive one had gone stale
/// @param outcomes how those that ended in this interval did
/// @param statuses how often which status came, failed ones too
/// @param bytesSent on the wire, head and body, without TLS
/// @param bytesReceived likewise
/// @param succeeded response times of those that succeeded
/// @param failed response times of those that failed or timed out
/// @param censored at the end of the run, how long unanswered requests and missed arrivals had been
///   due
/// @param service service times of those that ended with or without an answer, but had been sent
/// @param firstByte from the first byte written to the first byte read
public record RequestDelta(
    int phase,
    int request,
    int slot,
    long started,
    long retried,
    Map<Outcome, Long> outcomes,
    Map<Integer, Long> statuses,
    long bytesSent,
    long bytesReceived,
    Latencies succeeded,
    Latencies failed,
    Latencies censored,
    Latencies service,
    Latencies firstByte) {
  public RequestDelta {
    outcomes = Map.copyOf(outcomes);
    statuses = Map.copyOf(statuses);
  }
}
