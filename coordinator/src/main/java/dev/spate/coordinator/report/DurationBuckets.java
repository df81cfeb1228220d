package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.stream.IntStream;

/// Durations in buckets, as Prometheus has them: native ones of schema 3, whose bounds are powers
/// of 2^(1/8) seconds, so 9 % apart, and classic ones for those who read no others.
final class DurationBuckets {
  private static final int SCHEMA = 3;
  private static final int PER_DOUBLING = 1 << SCHEMA;

  /// Bucket i has durations above 2^((i−1)/8) s up to 2^(i/8) s. The first one has 1 µs, the last
  /// one an hour.
  private static final int FIRST = -159;

  private static final int LAST = 95;

  /// Where the native buckets begin, in microseconds.
  private static final long[] NATIVE =
      IntStream.rangeClosed(FIRST, LAST)
          .mapToLong(i -> (long) Math.ceil(1e6 * Math.pow(2, (i - 1.0) / PER_DOUBLING)))
          .toArray();

  /// Upper bounds in seconds; the last one is infinite.
  private static final double[] CLASSIC = {
    0.000_1,
    0.000_25,
    0.000_5,
    0.001,
    0.002_5,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    25,
    50,
    100,
    Double.POSITIVE_INFINITY
  };

  /// Where the classic buckets begin, in microseconds.
  private static final long[] CLASSIC_BEGINS =
      IntStream.range(0, CLASSIC.length)
          .mapToLong(i -> i == 0 ? 0 : Math.round(CLASSIC[i - 1] * 1e6))
          .toArray();

  private DurationBuckets() {}

  /// @param times in microseconds
  static HistogramDataPointSnapshot of(Labels labels, LatencySum times) {
    NativeHistogramBuckets.Builder buckets = NativeHistogramBuckets.builder();
    long[] counts = times.countsFrom(NATIVE);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        buckets.bucket(FIRST + i, counts[i]);
      }
    }
    var point =
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(
                ClassicHistogramBuckets.of(CLASSIC, times.countsFrom(CLASSIC_BEGINS)))
            .nativeSchema(SCHEMA)
            .nativeBucketsForPositiveValues(buckets.build());
    point.labels(labels);
    point.sum(times.count() == 0 ? 0 : times.meanSeconds() * times.count());
    return point.build();
  }
}
