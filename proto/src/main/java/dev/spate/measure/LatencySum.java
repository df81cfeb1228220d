package dev.spate.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/// Durations that add up: percentiles of the sum are those of all durations together, bit for bit
/// as if one histogram had recorded them. They are never averaged. Mutable, not for several
/// threads. Takes its memory, 16 kB and more, with the first duration: most outcomes never happen.
public final class LatencySum {
  private final Resolution resolution;
  private @Nullable Histogram histogram;
  private long saturated;

  public LatencySum(Resolution resolution) {
    this.resolution = resolution;
  }

  private Histogram histogram() {
    Histogram own = histogram;
    if (own == null) {
      own = new Histogram(Latencies.DIGITS);
      own.setAutoResize(true);
      histogram = own;
    }
    return own;
  }

  /// Records one duration, in nanoseconds, rounded down to the resolution. Allocates nothing but
  /// for the first one, and to grow the range.
  ///
  /// @param ns not negative
  public void record(long ns) {
    long value = resolution == Resolution.MICROSECOND ? ns / 1_000 : ns;
    if (value > resolution.highest()) {
      value = resolution.highest();
      saturated++;
    }
    histogram().recordValue(value);
  }

  /// Forgets everything and keeps the memory.
  public void reset() {
    if (histogram != null) {
      histogram.reset();
    }
    saturated = 0;
  }

  /// @throws IllegalArgumentException for another resolution
  public void add(Latencies latencies) {
    requireSame(latencies.resolution());
    if (latencies.count() > 0) {
      Histogram own = histogram();
      latencies.forEach((value, _, count) -> own.recordValueWithCount(value, count));
      saturated += latencies.saturated();
    }
  }

  /// @throws IllegalArgumentException for another resolution
  public void add(LatencySum other) {
    requireSame(other.resolution);
    if (other.histogram != null && other.count() > 0) {
      histogram().add(other.histogram);
      saturated += other.saturated;
    }
  }

  /// A sum of what else is in this one.
  ///
  /// @param part that was added to this one
  public LatencySum without(LatencySum part) {
    requireSame(part.resolution);
    LatencySum rest = new LatencySum(resolution);
    if (histogram != null) {
      Histogram copy = histogram.copy();
      copy.setAutoResize(true);
      if (part.histogram != null) {
        copy.subtract(part.histogram);
      }
      rest.histogram = copy;
      rest.saturated = saturated - part.saturated;
    }
    return rest;
  }

  private void requireSame(Resolution other) {
    if (other != resolution) {
      throw new IllegalArgumentException("cannot add " + other + " to " + resolution);
    }
  }

  public Resolution resolution() {
    return resolution;
  }

  public long count() {
    return histogram == null ? 0 : histogram.getTotalCount();
  }

  /// How many were above the range, and stand at its end.
  public long saturated() {
    return saturated;
  }

  /// The value of the axis that `percent` of the durations do not exceed (HdrHistogram's highest
  /// equivalent value), in units of the resolution; 0 without durations.
  ///
  /// @param percent 0 to 100
  public long valueAt(double percent) {
    return histogram == null ? 0 : histogram.getValueAtPercentile(percent);
  }

  /// [#valueAt(double)] in seconds.
  public double secondsAt(double percent) {
    return resolution.seconds((double) valueAt(percent));
  }

  /// How many do not exceed a value of the axis.
  public long countUpTo(long value) {
    return histogram == null
        ? 0
        : histogram.getCountBetweenValues(0, Math.min(value, resolution.highest()));
  }

  /// How many lie from each edge up to the next: those of a cell that an edge divides count where
  /// the middle of the cell is. What is below the first edge counts there.
  ///
  /// @param edges ascending, in units of the resolution
  public long[] countsFrom(long[] edges) {
    long[] counts = new long[edges.length];
    if (histogram == null) {
      return counts;
    }
    int at = 0;
    for (HistogramIterationValue cell : histogram.recordedValues()) {
      long middle = histogram.medianEquivalentValue(cell.getValueIteratedTo());
      while (at + 1 < edges.length && edges[at + 1] <= middle) {
        at++;
      }
      counts[at] += cell.getCountAtValueIteratedTo();
    }
    return counts;
  }

  /// Seconds; 0 without durations.
  public double minSeconds() {
    return count() == 0 ? 0 : resolution.seconds((double) histogram().getMinValue());
  }

  /// Seconds; 0 without durations.
  public double maxSeconds() {
    return count() == 0 ? 0 : resolution.seconds((double) histogram().getMaxValue());
  }

  /// Seconds; 0 without durations.
  public double meanSeconds() {
    return count() == 0 ? 0 : resolution.seconds(histogram().getMean());
  }

  /// Seconds; 0 without durations.
  public double stddevSeconds() {
    return count() == 0 ? 0 : resolution.seconds(histogram().getStdDeviation());
  }

  /// What was added so far, to send or to keep.
  public Latencies toLatencies() {
    return count() == 0
        ? Latencies.none(resolution)
        : Latencies.of(histogram(), resolution, saturated);
  }

  /// A copy of the histogram, for exporters of HdrHistogram's own formats.
  public Histogram toHistogram() {
    return histogram().copy();
  }
}
