package dev.spate.measure;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Request deltas that add up, in any order and any grouping. Mutable, not for several threads.
public final class RequestTotals {
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private final LatencySum succeeded = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum failed = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum censored = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum service = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum firstByte = new LatencySum(Resolution.MICROSECOND);
  private long started;
  private long retried;
  private long bytesSent;
  private long bytesReceived;

  public void add(RequestDelta delta) {
    started += delta.started();
    retried += delta.retried();
    bytesSent += delta.bytesSent();
    bytesReceived += delta.bytesReceived();
    delta.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    delta.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
    succeeded.add(delta.succeeded());
    failed.add(delta.failed());
    censored.add(delta.censored());
    service.add(delta.service());
    firstByte.add(delta.firstByte());
  }

  public void add(RequestTotals other) {
    started += other.started;
    retried += other.retried;
    bytesSent += other.bytesSent;
    bytesReceived += other.bytesReceived;
    other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    other.statuses.forEach((status, count) -> statuses.merge(status, count, Long::sum));
    succeeded.add(other.succeeded);
    failed.add(other.failed);
    censored.add(other.censored);
    service.add(other.service);
    firstByte.add(other.firstByte);
  }

  /// Books requests that a dead worker had in flight: nothing more will be heard of them.
  public void addUnanswered(long count) {
    if (count > 0) {
      outcomes.merge(Outcome.UNANSWERED, count, Long::sum);
    }
  }

  public RequestCounts counts() {
    return RequestCounts.of(started, outcomes);
  }

  /// Requests sent a second time over a fresh connection.
  public long retried() {
    return retried;
  }

  public long bytesSent() {
    return bytesSent;
  }

  public long bytesReceived() {
    return bytesReceived;
  }

  /// How many ended in which way; without those that never did.
  public Map<Outcome, Long> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  public Map<Integer, Long> statuses() {
    return Collections.unmodifiableMap(statuses);
  }

  /// Response times of all requests, with the censored ones.
  public Distribution responseTime() {
    LatencySum observed = new LatencySum(Resolution.MICROSECOND);
    observed.add(succeeded);
    observed.add(failed);
    return new Distribution(observed, censored);
  }

  /// Adds the response times to sums, without a copy of them; both may be the same sum.
  ///
  /// @param observed takes those of requests that ended
  /// @param censored takes the lower bounds of the others
  public void addResponseTimesTo(LatencySum observed, LatencySum censored) {
    observed.add(succeeded);
    observed.add(failed);
    censored.add(this.censored);
  }

  /// Response times of all requests, the censored ones at their lower bounds: to read, and not to
  /// add to. A copy only where not all of them succeeded.
  public LatencySum allResponseTimes() {
    if (failed.count() + censored.count() == 0) {
      return succeeded;
    }
    LatencySum all = new LatencySum(Resolution.MICROSECOND);
    addResponseTimesTo(all, all);
    return all;
  }

  /// Response times of those that succeeded.
  public LatencySum succeeded() {
    return succeeded;
  }

  public LatencySum serviceTime() {
    return service;
  }

  public LatencySum firstByte() {
    return firstByte;
  }
}
