package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import java.util.List;
import java.util.Set;

/// Plans, workers and reports for tests.
public final class Plans {
  public static final long SECOND_NS = 1_000_000_000L;

  private Plans() {}

  /// One open phase of 10/s, at once over when it ends.
  public static Plan lasting(long durationNs, int workers) {
    return lasting(durationNs, workers, 64);
  }

  public static Plan lasting(long durationNs, int workers, int lanes) {
    return lasting(durationNs, new Workers(workers, 0), lanes);
  }

  public static Plan lasting(long durationNs, Workers workers, int lanes) {
    return new Plan(
        "a plan",
        new Target(Target.Scheme.HTTP, "127.0.0.1", 8080, ""),
        42,
        lanes,
        HttpOptions.DEFAULT,
        List.of(
            new Phase(
                "steady",
                durationNs,
                new OpenLoad(Rate.perSecond(10), Rate.perSecond(10), OpenLoad.Arrivals.UNIFORM),
                false,
                100,
                Phase.OnLimit.WAIT)),
        List.of(
            new Scenario(
                "browse",
                1,
                List.of(new HttpRequest("GET /", "GET", "/", List.of(), Body.EMPTY, Set.of())))),
        List.of(),
        workers,
        SECOND_NS);
  }

  public static WorkerDescription worker(String id, long incarnation) {
    return new WorkerDescription(
        id,
        incarnation,
        "host-" + id,
        2,
        1,
        "0.1.0",
        "nio",
        "a JVM",
        "an OS",
        "clock of " + id,
        "sleep");
  }

  /// A report of a worker to which nothing happened.
  public static Interval interval(String worker, long incarnation, long sequence, long untilNs) {
    return interval(worker, incarnation, sequence, untilNs, 0);
  }

  public static Interval interval(
      String worker, long incarnation, long sequence, long untilNs, int deal) {
    WorkerHealth health =
        new WorkerHealth(
            Latencies.none(Resolution.NANOSECOND),
            Latencies.none(Resolution.MICROSECOND),
            Latencies.none(Resolution.MICROSECOND),
            0.1,
            0.1,
            0,
            0,
            1,
            Stalls.NONE,
            Occupancy.NONE);
    return new Interval(
        worker, incarnation, sequence, untilNs, List.of(), List.of(), health, List.of(), deal);
  }
}
