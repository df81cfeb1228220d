package dev.spate.plan;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Going on to the next arrival of a schedule, and asking when it is due: once for each arrival.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ScheduleBenchmark {
  private static final long DAY_NS = 86_400_000_000_000L;

  /// A day of each, which no iteration gets to the end of.
  public enum Shape {
    UNIFORM(20_000, 20_000, OpenLoad.Arrivals.UNIFORM),
    RAMP(10_000, 30_000, OpenLoad.Arrivals.UNIFORM),
    POISSON(20_000, 20_000, OpenLoad.Arrivals.POISSON);

    private final long from;
    private final long to;
    private final OpenLoad.Arrivals arrivals;

    Shape(long from, long to, OpenLoad.Arrivals arrivals) {
      this.from = from;
      this.to = to;
      this.arrivals = arrivals;
    }

    private Schedule.Cursor cursor() {
      OpenLoad load = new OpenLoad(Rate.perSecond(from), Rate.perSecond(to), arrivals);
      return Schedule.of(load, DAY_NS, 42, 0).cursor(Lanes.all(Lanes.DEFAULT_TOTAL));
    }
  }

  /// The cursor of one loop.
  @State(Scope.Thread)
  public static class Loop {
    @Param private Shape shape = Shape.UNIFORM;

    private Schedule.Cursor cursor = shape.cursor();

    @Setup(Level.Iteration)
    public void open() {
      cursor = shape.cursor();
    }
  }

  @Benchmark
  public long next(Loop loop) {
    loop.cursor.advance();
    long dueNs = loop.cursor.dueNs();
    if (dueNs == Long.MAX_VALUE) {
      throw new IllegalStateException("the schedule is over");
    }
    return dueNs;
  }
}
