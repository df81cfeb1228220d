package dev.spate.coordinator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Some slots of the timeline as `report.html` draws them: one, or neighbours put together: counts
/// as sums, times as the longest of them (they are not averaged).
///
/// @param slot the first
/// @param slots how many
/// @param sums counts, by the names of [SlotRow]
/// @param times seconds, by the names of [SlotRow], those of the service time after `service_`
/// @param inFlight the most
/// @param workers in the last one
record ReportPoint(
    int slot,
    int slots,
    Map<String, Long> sums,
    Map<String, @Nullable Double> times,
    long inFlight,
    int workers,
    boolean censored,
    boolean warmup,
    List<String> marks,
    Map<String, Long> errors,
    LatencyCounts latency) {

  static ReportPoint of(SlotRow row) {
    return new ReportPoint(
        row.slot(),
        1,
        sums(row),
        times(row),
        row.inFlight(),
        row.workers(),
        row.censored(),
        row.warmup(),
        row.marks(),
        row.errors(),
        row.latency());
  }

  private static Map<String, Long> sums(SlotRow row) {
    Map<String, Long> sums = new LinkedHashMap<>();
    sums.put("planned", row.planned());
    sums.put("offered", row.offered());
    sums.put("requests", row.requests());
    sums.put("succeeded", row.succeeded());
    sums.put("failed", row.failed());
    sums.put("timedOut", row.timedOut());
    sums.put("unanswered", row.unanswered());
    sums.put("missed", row.missed());
    sums.put("dropped", row.dropped());
    sums.put("lost", row.lost());
    return sums;
  }

  private static Map<String, @Nullable Double> times(SlotRow row) {
    Map<String, @Nullable Double> times = new LinkedHashMap<>();
    times.put("p50", row.p50());
    times.put("p90", row.p90());
    times.put("p99", row.p99());
    times.put("p999", row.p999());
    times.put("max", row.max());
    SlotRow.Times service = row.service();
    times.put("service_p50", service == null ? null : service.p50());
    times.put("service_p90", service == null ? null : service.p90());
    times.put("service_p99", service == null ? null : service.p99());
    times.put("service_p999", service == null ? null : service.p999());
    times.put("service_max", service == null ? null : service.max());
    return times;
  }

  /// With what comes next.
  ReportPoint plus(ReportPoint next) {
    Map<String, Long> allErrors = new LinkedHashMap<>(errors);
    next.errors.forEach((cause, count) -> allErrors.merge(cause, count, Long::sum));
    Map<String, Long> allSums = new LinkedHashMap<>(sums);
    next.sums.forEach((name, count) -> allSums.merge(name, count, Long::sum));
    Map<String, @Nullable Double> longest = new LinkedHashMap<>();
    times.forEach((name, seconds) -> longest.put(name, longer(seconds, next.times.get(name))));
    var allMarks = new LinkedHashSet<>(marks);
    allMarks.addAll(next.marks);
    return new ReportPoint(
        slot,
        next.slot + next.slots - slot,
        allSums,
        longest,
        Math.max(inFlight, next.inFlight),
        next.workers,
        censored || next.censored,
        warmup && next.warmup,
        List.copyOf(allMarks),
        allErrors,
        new LatencyCounts(
            merged(latency.response(), next.latency.response()),
            merged(latency.service(), next.latency.service())));
  }

  private static @Nullable Double longer(@Nullable Double a, @Nullable Double b) {
    return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
  }

  private static List<Long> merged(List<Long> a, List<Long> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    long first = Math.min(a.getFirst(), b.getFirst());
    long end = Math.max(a.getFirst() + a.size(), b.getFirst() + b.size());
    List<Long> merged = new ArrayList<>();
    merged.add(first);
    for (long bucket = first; bucket < end - 1; bucket++) {
      merged.add(at(a, bucket) + at(b, bucket));
    }
    return merged;
  }

  private static long at(List<Long> counts, long bucket) {
    long index = bucket - counts.getFirst() + 1;
    return index < 1 || index >= counts.size() ? 0 : counts.get((int) index);
  }
}
