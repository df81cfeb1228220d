package dev.spate.worker.engine;

import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// What became of the requests of one phase, name and slot since the last cut. Filled by the loop,
/// then handed over whole; used again after [#reset].
final class RequestCell {
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final int STATUSES = 600;

  private final long[] outcomes = new long[OUTCOMES.length];
  private final long[] statuses = new long[STATUSES];
  private final LatencySum succeeded = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum failed = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum censored = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum service = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum firstByte = new LatencySum(Resolution.MICROSECOND);
  private int phase;
  private int name;
  private int slot;
  private long started;
  private long retried;
  private long bytesSent;
  private long bytesReceived;

  void reset(int phase, int name, int slot) {
    this.phase = phase;
    this.name = name;
    this.slot = slot;
    started = 0;
    retried = 0;
    bytesSent = 0;
    bytesReceived = 0;
    Arrays.fill(outcomes, 0);
    Arrays.fill(statuses, 0);
    succeeded.reset();
    failed.reset();
    censored.reset();
    service.reset();
    firstByte.reset();
  }

  int slot() {
    return slot;
  }

  void onStarted() {
    started++;
  }

  /// @param responseNs from the intended start
  /// @param serviceNs from the first byte written
  /// @param firstByteNs likewise
  void onAnswered(Outcome outcome, int status, long responseNs, long serviceNs, long firstByteNs) {
    count(outcome);
    statuses[Math.min(status, STATUSES - 1)]++;
    (outcome == Outcome.SUCCEEDED ? succeeded : failed).record(responseNs);
    service.record(serviceNs);
    firstByte.record(firstByteNs);
  }

  /// A failure without an answer.
  ///
  /// @param serviceNs negative where nothing was sent
  void onFailed(Outcome outcome, long responseNs, long serviceNs) {
    count(outcome);
    failed.record(responseNs);
    if (serviceNs >= 0) {
      service.record(serviceNs);
    }
  }

  /// A group of requests is over.
  ///
  /// @param outcome as the first of them failed that did
  void onGroupEnded(Outcome outcome, long ns) {
    count(outcome);
    (outcome == Outcome.SUCCEEDED ? succeeded : failed).record(ns);
  }

  void onTraffic(long sent, long received, boolean again) {
    bytesSent += sent;
    bytesReceived += received;
    if (again) {
      retried++;
    }
  }

  /// A request in flight when the run ended.
  void onUnanswered(long sinceIntendedNs) {
    count(Outcome.UNANSWERED);
    censored.record(sinceIntendedNs);
  }

  /// The first request of an arrival that was due and not begun.
  void onMissed(long sinceDueNs) {
    censored.record(sinceDueNs);
  }

  // An index into an array that never leaves this class; an EnumMap would box each count.
  @SuppressWarnings("EnumOrdinal")
  private void count(Outcome outcome) {
    outcomes[outcome.ordinal()]++;
  }

  /// Whether another cell has the same key.
  boolean sameKey(RequestCell other) {
    return phase == other.phase && name == other.name && slot == other.slot;
  }

  /// Adds what another cell of the same key counted.
  void add(RequestCell other) {
    started += other.started;
    retried += other.retried;
    bytesSent += other.bytesSent;
    bytesReceived += other.bytesReceived;
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] += other.outcomes[i];
    }
    for (int i = 0; i < STATUSES; i++) {
      statuses[i] += other.statuses[i];
    }
    succeeded.add(other.succeeded);
    failed.add(other.failed);
    censored.add(other.censored);
    service.add(other.service);
    firstByte.add(other.firstByte);
  }

  RequestDelta toDelta() {
    return new RequestDelta(
        phase,
        name,
        slot,
        started,
        retried,
        outcomeCounts(),
        statusCounts(),
        bytesSent,
        bytesReceived,
        succeeded.toLatencies(),
        failed.toLatencies(),
        censored.toLatencies(),
        service.toLatencies(),
        firstByte.toLatencies());
  }

  private Map<Outcome, Long> outcomeCounts() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (int i = 0; i < outcomes.length; i++) {
      if (outcomes[i] > 0) {
        counts.put(OUTCOMES[i], outcomes[i]);
      }
    }
    return counts;
  }

  private Map<Integer, Long> statusCounts() {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int status = 0; status < STATUSES; status++) {
      if (statuses[status] > 0) {
        counts.put(status, statuses[status]);
      }
    }
    return counts;
  }
}
