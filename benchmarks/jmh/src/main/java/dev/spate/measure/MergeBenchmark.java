package dev.spate.measure;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Adding up histograms: in a worker, those of its loops as they are; in a coordinator, those of
/// its workers as they arrive. Once a second for each name, so the second may allocate, and does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MergeBenchmark {
  private static final int REQUESTS = 20_000;

  private final LatencySum sum = recorded(1);
  private final LatencySum loop = recorded(2);
  private final RequestTotals totals = new RequestTotals();
  private final RequestDelta delta = delta(loop.toLatencies());

  private static LatencySum recorded(long seed) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    new SplittableRandom(seed).longs(REQUESTS, 50_000, 50_000_000).forEach(sum::record);
    return sum;
  }

  private static RequestDelta delta(Latencies times) {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new RequestDelta(
        0,
        0,
        0,
        REQUESTS,
        0,
        Map.of(Outcome.SUCCEEDED, (long) REQUESTS),
        Map.of(200, (long) REQUESTS),
        0,
        0,
        times,
        none,
        none,
        times,
        times);
  }

  /// One histogram into another of the same worker.
  @Benchmark
  public void loops() {
    sum.add(loop);
  }

  /// A second of one name of a worker, three histograms, into the totals.
  @Benchmark
  public void deltas() {
    totals.add(delta);
  }

  /// What a worker encodes for one histogram.
  @Benchmark
  public Latencies encoded() {
    return loop.toLatencies();
  }
}
