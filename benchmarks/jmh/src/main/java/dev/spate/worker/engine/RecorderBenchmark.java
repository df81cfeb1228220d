package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import java.util.List;
import java.util.Set;
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

/// All that is counted and timed for one request: its arrival, its lag, both clocks, its first byte
/// and its bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecorderBenchmark {
  private static final int TIMES = 4_096;
  private static final int SLOT = 7;

  private final Recorder recorder = new Recorder(new CellPool(1), plan());
  private final long[] timesNs = new SplittableRandom(42).longs(TIMES, 50_000, 5_000_000).toArray();
  private int next;

  private static Plan plan() {
    HttpRequest request = new HttpRequest("/", "GET", "/", List.of(), Body.EMPTY, Set.of());
    Phase phase =
        new Phase(
            "steady",
            1_000_000_000,
            new ClosedLoad(1, 1, 0),
            false,
            Phase.DEFAULT_MAX_VUS,
            Phase.OnLimit.WAIT);
    return new Plan(
        "recorder",
        new Target(Target.Scheme.HTTP, "localhost", 80, ""),
        1,
        16,
        HttpOptions.DEFAULT,
        List.of(phase),
        List.of(new Scenario("all", 1, List.of(request))),
        List.of(),
        Workers.DEFAULT,
        0);
  }

  @Benchmark
  public void request() {
    next = (next + 1) % TIMES;
    long serviceNs = timesNs[next];
    long lagNs = serviceNs >> 10;
    ArrivalCell arrival = recorder.arrival(0, SLOT);
    arrival.onPlanned();
    arrival.onBegun();
    recorder.onLag(lagNs);
    recorder.request(0, 0, SLOT).onStarted();
    RequestCell cell = recorder.request(0, 0, SLOT);
    cell.onTraffic(66, 152, false);
    cell.onAnswered(Outcome.SUCCEEDED, 200, serviceNs + lagNs, serviceNs, serviceNs - 1);
    recorder.arrival(0, SLOT).onCompleted();
  }
}
