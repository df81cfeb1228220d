package dev.spate.swarm;

import dev.spate.measure.Latencies;
import dev.spate.measure.Resolution;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/// Distributions as workers report them, made once and handed out at random: a thousand workers in
/// one process have no time to record their own. Log-normal, with a tail. For any thread.
final class SamplePool {
  /// So many different ones of each size.
  private static final int VARIANTS = 16;

  /// The standard deviation of the logarithm: the 99th percentile is 3.2 times the median.
  private static final double SPREAD = 0.5;

  private final Map<Key, Latencies[]> made = new ConcurrentHashMap<>();

  private record Key(Resolution resolution, int count, int median) {}

  /// @param count how many durations
  /// @param median about the middle one, in units of the resolution
  Latencies next(Resolution resolution, int count, int median) {
    if (count == 0) {
      return Latencies.none(resolution);
    }
    return made.computeIfAbsent(new Key(resolution, count, median), SamplePool::variants)[
        ThreadLocalRandom.current().nextInt(VARIANTS)];
  }

  private static Latencies[] variants(Key key) {
    Latencies[] variants = new Latencies[VARIANTS];
    for (int i = 0; i < VARIANTS; i++) {
      Histogram histogram = new Histogram(Latencies.DIGITS);
      histogram.setAutoResize(true);
      for (int n = 0; n < key.count; n++) {
        double value = key.median * Math.exp(SPREAD * ThreadLocalRandom.current().nextGaussian());
        histogram.recordValue(Math.min(key.resolution.highest(), Math.round(value)));
      }
      variants[i] = Latencies.of(histogram, key.resolution, 0);
    }
    return variants;
  }
}
