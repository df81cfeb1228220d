package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.LittlesLaw;
import dev.spate.measure.RequestDelta;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ACCURACY A18: two of a hundred completions lost on the way to the report break Little's law, and
/// nothing else does: neither stalls, time-outs, and waits for a connection, nor where the cuts
/// happen to fall.
final class LittlesLawTest {
  private static final long TIMEOUT = 500 * MILLISECOND;

  private static final Load OPEN =
      new OpenLoad(Rate.perSecond(2_000), Rate.perSecond(2_000), Arrivals.POISSON);
  private static final Load CLOSED = new ClosedLoad(40, 40, 0);

  private static Plan plan(Load load) {
    return Simulation.plan(SECOND, List.of(get("/")), phase("steady", 5 * SECOND, load));
  }

  /// A mean of 8 ms, exponential; a stall of 300 ms; one in a thousand never answers.
  private static SimulatedNetwork network(int seed) {
    Random random = new Random(seed);
    long stallBegins = START + 2 * SECOND + 850 * MILLISECOND;
    long stallEnds = stallBegins + 300 * MILLISECOND;
    return new SimulatedNetwork(
        START - SECOND,
        60,
        TIMEOUT,
        sent -> {
          if (random.nextInt(1_000) == 0) {
            return Long.MAX_VALUE;
          }
          long from = sent >= stallBegins && sent < stallEnds ? stallEnds : sent;
          return from + (long) (-Math.log(1 - random.nextDouble()) * 8 * MILLISECOND);
        });
  }

  private static Simulation run(Load load, int seed, UnaryOperator<RequestDelta> reporting) {
    Plan plan = plan(load);
    return Simulation.of(plan, Lanes.all(plan.lanes()), network(seed), Long.MAX_VALUE, reporting);
  }

  private static LittlesLaw whole(Simulation run) {
    return run.laws().stream().reduce(LittlesLaw.NOTHING, LittlesLaw::plus);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void holdsInEveryCutOfAnHonestRun(int seed) {
    for (Load load : List.of(OPEN, CLOSED)) {
      Simulation run = run(load, seed, UnaryOperator.identity());

      assertThat(run.laws()).hasSizeGreaterThanOrEqualTo(5);
      for (LittlesLaw law : run.laws()) {
        assertThat(law.deviation()).as("%s with %s", law, load).isLessThan(0.001);
      }
      assertThat(whole(run).recorded()).isGreaterThan(5_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void isBrokenWhereTwoPercentAreLost(int seed) {
    for (Load load : List.of(OPEN, CLOSED)) {
      Simulation run = run(load, seed, new Leak(seed, 0.02));

      assertThat(whole(run).holds()).as("%s with %s", whole(run), load).isFalse();
    }
  }

  /// Loses a part of the completions.
  private static final class Leak implements UnaryOperator<RequestDelta> {
    private final Random random;
    private final double part;

    Leak(int seed, double part) {
      this.random = new Random(seed);
      this.part = part;
    }

    @Override
    public RequestDelta apply(RequestDelta delta) {
      return new RequestDelta(
          delta.phase(),
          delta.request(),
          delta.slot(),
          delta.started(),
          delta.retried(),
          delta.outcomes(),
          delta.statuses(),
          delta.bytesSent(),
          delta.bytesReceived(),
          leaked(delta.succeeded()),
          leaked(delta.failed()),
          delta.censored(),
          delta.service(),
          delta.firstByte());
    }

    private Latencies leaked(Latencies all) {
      LatencySum sum = new LatencySum(all.resolution());
      sum.add(all);
      LatencySum kept = new LatencySum(all.resolution());
      for (HistogramIterationValue cell : sum.toHistogram().recordedValues()) {
        for (long i = 0; i < cell.getCountAtValueIteratedTo(); i++) {
          if (random.nextDouble() >= part) {
            kept.record(cell.getValueIteratedTo() * all.resolution().ns());
          }
        }
      }
      return kept.toLatencies();
    }
  }
}
