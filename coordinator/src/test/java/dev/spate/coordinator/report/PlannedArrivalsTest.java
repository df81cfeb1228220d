package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Plans;
import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Schedule;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The coordinator counts what the workers' schedules have, lane by lane and stretch by stretch.
final class PlannedArrivalsTest {
  private static final int LANES = 12;

  @Test
  void areThoseOfTheSchedule() {
    Plan plan =
        Plans.plan(
            """
            target: http://127.0.0.1:8080
            lanes: 12
            phases:
              - { arrivalRate: 3/s, rampTo: 50/s, duration: 4s }
              - { arrivalRate: 30/s, duration: 4s, arrivals: poisson }
              - { replay: { file: access.log, speed: 0.5 } }
            scenarios: { visit: { flow: [{ get: / }] } }
            """);
    Random random = new Random(11);
    for (int phase = 0; phase < 3; phase++) {
      PlannedArrivals planned = Objects.requireNonNull(PlannedArrivals.of(plan, phase));
      List<Lanes> parts = Lanes.all(LANES).split(3);
      long fromNs = 0;
      while (fromNs < plan.phases().get(phase).durationNs()) {
        long untilNs = fromNs + random.nextLong(1_500_000_000L);
        for (Lanes lanes : parts) {
          assertThat(planned.due(lanes, fromNs, untilNs))
              .isEqualTo(walked(plan, phase, lanes, fromNs, untilNs));
        }
        fromNs = untilNs;
      }
    }
  }

  private static long walked(Plan plan, int phase, Lanes lanes, long fromNs, long untilNs) {
    Phase planned = plan.phases().get(phase);
    if (!(planned.load() instanceof ArrivingLoad load)) {
      throw new AssertionError(planned);
    }
    Schedule.Cursor cursor =
        Schedule.of(load, planned.durationNs(), plan.seed(), phase).cursor(lanes);
    cursor.skipUntil(fromNs);
    return cursor.skipUntil(untilNs);
  }
}
