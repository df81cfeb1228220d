package dev.spate.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.IntervalBytesCodec;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.RequestDelta;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PretendedLoadTest {
  private static final long S = 1_000_000_000L;
  private static final Plan PLAN = plan();

  private static Plan plan() {
    String text = ScaleOptions.parse("--warmup", "1", "--seconds", "9").plan(100);
    return switch (PlanParser.parse(text)) {
      case ParsedPlan.Accepted(var plan, _) -> plan;
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void accountsForEverythingThatItsLanesCallFor() {
    Lanes lanes = Lanes.of(PLAN.lanes(), 3, 17, 500);
    PretendedLoad load = new PretendedLoad(PLAN, lanes, new SamplePool());
    Random random = new Random(3);
    ArrivalCounts sum = ArrivalCounts.NONE;
    long started = 0;
    long ended = 0;
    long durations = 0;
    long sequence = 0;
    for (long fromNs = 0; fromNs < load.durationNs(); ) {
      long untilNs = Math.min(load.durationNs(), fromNs + random.nextLong(S / 2, 2 * S));
      Interval interval =
          load.report("w", 1, sequence++, fromNs, untilNs, untilNs == load.durationNs());
      for (ArrivalDelta delta : interval.arrivals()) {
        sum = sum.plus(delta.counts());
      }
      for (RequestDelta delta : interval.requests()) {
        started += delta.started();
        ended += delta.outcomes().values().stream().mapToLong(Long::longValue).sum();
        durations += delta.succeeded().count();
      }
      assertThat(started - ended).isEqualTo(interval.health().inFlight());
      assertThat(IntervalBytesCodec.toInterval(IntervalBytesCodec.of(interval)))
          .isEqualTo(interval);
      fromNs = untilNs;
    }
    assertThat(sum.planned()).isEqualTo(lanes.share(100 * 100 * 10)).isPositive();
    assertThat(sum.balanced()).isTrue();
    assertThat(started).isEqualTo(10 * sum.planned()).isEqualTo(ended).isEqualTo(durations);
  }
}
