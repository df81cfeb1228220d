package dev.spate.coordinator.report;

import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One row of the timeline: one second of intended starts, merged over the workers. The names are
/// those of `report.json`.
///
/// @param slot 0 is the second that begins with arrival 0
/// @param closed false where something in it never got an account
/// @param offered arrivals begun
/// @param requests started
/// @param failed wrong answers and transport errors, without time-outs
/// @param p50 median response time in seconds; null without requests
/// @param p99 likewise
/// @param censored whether the p99 is only a lower bound
/// @param bytesReceived by the requests of this slot
/// @param repeated arrivals begun at lanes that were another worker's by then; not planned, and in
///   no account
/// @param inFlight requests without an answer at the end of the slot
/// @param workers how many were running
/// @param phases names of the phases that the slot lies in
/// @param warmup whether all of them are warm-up
/// @param marks what happened to the generator, by the names of [Mark]
/// @param p90 of the response time, as p50
/// @param p999 likewise
/// @param max likewise
/// @param service the service times; null where no request was sent
/// @param errors requests that failed or timed out, by the name of [dev.spate.measure.Outcome]
/// @param latency for the heat map
public record SlotRow(
    int slot,
    boolean closed,
    long planned,
    long offered,
    long requests,
    long succeeded,
    long failed,
    long timedOut,
    long unanswered,
    long interrupted,
    long dropped,
    long missed,
    long lost,
    long repeated,
    @Nullable Double p50,
    @Nullable Double p99,
    boolean censored,
    long bytesReceived,
    long inFlight,
    int workers,
    List<String> phases,
    boolean warmup,
    List<String> marks,
    @Nullable Double p90,
    @Nullable Double p999,
    @Nullable Double max,
    @Nullable Times service,
    Map<String, Long> errors,
    LatencyCounts latency) {
  /// A row of a report of before a slot told of its errors and its times has none.
  public SlotRow {
    phases = List.copyOf(phases);
    marks = List.copyOf(marks);
    errors = errors == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    latency = latency == null ? LatencyCounts.NONE : latency;
  }

  /// Durations in seconds.
  public record Times(double p50, double p90, double p99, double p999, double max) {
    static @Nullable Times of(LatencySum times) {
      return times.count() == 0
          ? null
          : new Times(
              times.secondsAt(50),
              times.secondsAt(90),
              times.secondsAt(99),
              times.secondsAt(99.9),
              times.maxSeconds());
    }
  }

  /// Whether this one, outside warm-up, has the longer p99.
  boolean slowerThan(@Nullable SlotRow other) {
    if (warmup || p99 == null) {
      return false;
    }
    return other == null || other.p99 == null || p99 > other.p99;
  }

  /// @param times of all requests of the slot
  static SlotRow of(SlotTotals totals, Distribution times, Plan plan) {
    RequestCounts counts = totals.allRequests();
    LatencySum service = totals.serviceTime();
    Times response = Times.of(times.all());
    Set<Integer> phases = new TreeSet<>(totals.arrivals().keySet());
    totals.requests().keySet().forEach(key -> phases.add(key.phase()));
    var arrivals = totals.allArrivals();
    return new SlotRow(
        totals.slot(),
        totals.closed(),
        arrivals.planned(),
        arrivals.begun(),
        counts.started(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.unanswered(),
        arrivals.interrupted(),
        arrivals.dropped(),
        arrivals.missed(),
        arrivals.lost(),
        totals.repeated(),
        response == null ? null : response.p50(),
        response == null ? null : response.p99(),
        response != null && Bounds.at(times, 99).censored(),
        totals.requests().values().stream().mapToLong(RequestTotals::bytesReceived).sum(),
        totals.inFlight(),
        totals.workers(),
        phases.stream().map(phase -> plan.phases().get(phase).name()).toList(),
        !phases.isEmpty() && phases.stream().map(plan.phases()::get).allMatch(Phase::warmup),
        totals.marks().stream().map(Mark::id).toList(),
        response == null ? null : response.p90(),
        response == null ? null : response.p999(),
        response == null ? null : response.max(),
        Times.of(service),
        Errors.of(totals.outcomes()),
        LatencyCounts.of(times.all(), service));
  }
}
