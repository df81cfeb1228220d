package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Rate;
import dev.spate.plan.Schedule;
import dev.spate.target.Answer;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import org.junit.jupiter.api.Test;

/// Reported figures against those of queues that are known (ACCURACY A20).
@Measures
final class KnownQueuesIT extends KnownTruth {
  /// Which phase of the plan that is.
  private static final int QUEUE = 1;

  /// A closed loop: 9 ms think time and 1 ms service make 100 requests a second.
  @Test
  void oneUserMakesAHundredRequestsASecond() {
    TargetSettings aMillisecond =
        TargetSettings.DEFAULT.withAnswer(Answer.DEFAULT.withDelayNs(MILLISECOND));
    double perSecond =
        Tries.until(
            rate -> Math.abs(rate - 100) <= 5,
            () -> {
              try (TargetServer target = new TargetServer(aMillisecond)) {
                RunReport report =
                    spate.runPlan(
                        """
                        target: %s
                        phases: [ { users: 1, duration: 10s } ]
                        scenarios: { only: { flow: [ { get: / }, { think: 9ms } ] } }
                        """
                            .formatted(target.url()));
                // What the machine adds to the millisecond of service is in the report as well.
                double rate = report.requests("succeeded") / 10.0;
                assertThat(rate).isEqualTo(1 / (0.009 + report.mean("response_time")), within(1.0));
                return rate;
              }
            });
    assertThat(perSecond).isEqualTo(100, within(5.0));
  }

  /// M/D/1 at ρ = 0.8: the mean wait is ρ·S/(2·(1 − ρ)) = 2·S.
  @Test
  void aQueueInFrontOfOneServerWaitsAsTheFormulaSays() {
    long service = 10 * MILLISECOND;
    double formula = 0.020;
    assertThat(meanWaitOfTheSchedule(service)).as("seed").isEqualTo(formula, within(0.0002));
    TargetSettings oneAtATime =
        TargetSettings.DEFAULT.withAnswer(Answer.DEFAULT.withDelayNs(service)).withSerial(true);
    double meanWait =
        Tries.until(
            wait -> Math.abs(wait - formula) <= 0.05 * formula,
            () -> {
              try (TargetServer target = new TargetServer(oneAtATime)) {
                RunReport report =
                    spate.runPlan(
                        plan(
                            target,
                            "timeout: 10s",
                            "{ name: settle, arrivalRate: 80/s, duration: 6s, warmup: true }",
                            "{ name: queue, arrivalRate: 80/s, arrivals: poisson, duration: 60s }"));
                return report.mean("response_time") - 0.010;
              }
            });
    assertThat(meanWait).isEqualTo(formula, within(0.05 * formula));
  }

  /// The mean wait of exactly these arrivals, by Lindley's recursion: a minute is too short for the
  /// formula to hold for any seed.
  private static double meanWaitOfTheSchedule(long serviceNs) {
    OpenLoad load = new OpenLoad(Rate.perSecond(80), Rate.perSecond(80), OpenLoad.Arrivals.POISSON);
    Schedule.Cursor cursor =
        Schedule.of(load, 60 * SECOND, SEED, QUEUE).cursor(Lanes.all(Lanes.DEFAULT_TOTAL));
    long free = 0;
    double waited = 0;
    long arrivals = 0;
    for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
      long begins = Math.max(free, cursor.dueNs());
      waited += begins - cursor.dueNs();
      free = begins + serviceNs;
      arrivals++;
    }
    return waited / arrivals / 1e9;
  }
}
