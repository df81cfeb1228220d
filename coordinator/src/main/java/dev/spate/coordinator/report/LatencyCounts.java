package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import java.util.ArrayList;
import java.util.List;

/// How many requests of a slot took how long, for a heat map. Buckets are logarithmic, 20 a decade:
/// bucket `b` holds times from 10 µs·10^(b/20) up to the next one, bucket 0 what is shorter too,
/// bucket 199 what is longer too.
///
/// @param response of response times, the censored ones at their lower bounds: the first bucket
///   that is not empty, then the counts from it to the last one that is not; empty without any
/// @param service likewise of service times
public record LatencyCounts(List<Long> response, List<Long> service) {
  static final LatencyCounts NONE = new LatencyCounts(List.of(), List.of());

  static final int BUCKETS = 200;
  private static final int PER_DECADE = 20;

  /// Where the buckets begin, in microseconds.
  private static final long[] EDGES = edges();

  public LatencyCounts {
    response = List.copyOf(response);
    service = List.copyOf(service);
  }

  static LatencyCounts of(LatencySum response, LatencySum service) {
    return new LatencyCounts(filled(response), filled(service));
  }

  private static long[] edges() {
    long[] edges = new long[BUCKETS];
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      edges[bucket] = (long) Math.ceil(Math.pow(10, 1 + (double) bucket / PER_DECADE));
    }
    return edges;
  }

  private static List<Long> filled(LatencySum times) {
    List<Long> filled = new ArrayList<>();
    if (times.count() == 0) {
      return filled;
    }
    long[] counts = times.countsFrom(EDGES);
    int first = 0;
    while (counts[first] == 0) {
      first++;
    }
    int last = BUCKETS - 1;
    while (counts[last] == 0) {
      last--;
    }
    filled.add((long) first);
    for (int bucket = first; bucket <= last; bucket++) {
      filled.add(counts[bucket]);
    }
    return filled;
  }
}
