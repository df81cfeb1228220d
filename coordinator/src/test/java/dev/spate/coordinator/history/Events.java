package dev.spate.coordinator.history;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent.Closed;
import dev.spate.coordinator.history.RunEvent.Dealt;
import dev.spate.coordinator.history.RunEvent.Opened;
import dev.spate.coordinator.history.RunEvent.Reported;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.Started;
import dev.spate.coordinator.history.RunEvent.StopRequested;
import dev.spate.coordinator.history.RunEvent.WentThrough;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.history.RunEvent.WorkerEnded;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The events of a small run: every kind, every way to end.
final class Events {
  private Events() {}

  static List<RunEvent> ofARun() {
    List<RunEvent> events = new ArrayList<>();
    events.add(
        new Opened(
            "r-1",
            Instant.parse("2026-11-22T15:04:05.123456789Z"),
            plan(),
            "name: shop\n# \u00e9\n",
            Map.of("env", "staging", "commit", "abc"),
            "0.1.0"));
    events.add(new WentThrough(Once.Part.BEFORE, "w-1", 3, 1_234_567_890L, ""));
    events.add(new WentThrough(Once.Part.AFTER, "", 0, 0, "no worker was left"));
    events.add(new Started(Instant.parse("1969-12-31T23:59:59.000000001Z"), shares()));
    for (int second = 0; second < 5; second++) {
      events.add(new Reported(interval(second)));
    }
    events.add(new Dealt(1, 4_250_000_000L, shares().subList(0, 1)));
    events.add(new StopRequested(4_500_000_000L));
    events.add(new StopRequested(4_600_000_000L, new RunEvent.Crossing(3, 0.25, 4_000_000_000L)));
    for (WorkerEnd end : WorkerEnd.values()) {
      events.add(new WorkerEnded("w-" + end, end, 4_600_000_000L, "why: " + end));
    }
    for (Closed.Ending ending : Closed.Ending.values()) {
      events.add(new Closed(Instant.parse("2026-11-22T15:05:05Z"), ending, "by " + ending));
    }
    return events;
  }

  private static Plan plan() {
    HttpRequest request =
        new HttpRequest("list", "GET", "/products", List.of(), Body.EMPTY, Set.of(200));
    return new Plan(
        "shop",
        new Target(Target.Scheme.HTTP, "localhost", 8080, ""),
        42,
        Lanes.DEFAULT_TOTAL,
        HttpOptions.DEFAULT,
        List.of(
            new Phase(
                "soak", 5_000_000_000L, new ClosedLoad(2, 2, 0), false, 10, Phase.OnLimit.WAIT)),
        List.of(new Scenario("browse", 1, List.of(request))),
        List.of(),
        Workers.DEFAULT,
        Plan.DEFAULT_GRACEFUL_STOP_NS);
  }

  private static List<Share> shares() {
    WorkerDescription worker =
        new WorkerDescription(
            "w-1", 9, "host", 2, 100, "0.1.0", "nio", "Temurin 25", "Linux", "", "sleep");
    return List.of(
        new Share(worker, Lanes.of(4, 0, 2), -1_000, 50_000),
        new Share(worker, Lanes.of(4, 1, 3), 2_000, 60_000));
  }

  private static Interval interval(int second) {
    LatencySum times = new LatencySum(Resolution.MICROSECOND);
    times.record(1_000_000L * (second + 1));
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new Interval(
        "w-1",
        9,
        second,
        1_000_000_000L * (second + 1),
        List.of(new ArrivalDelta(0, second, new ArrivalCounts(1, 1, 1, 0, 0, 0, 0))),
        List.of(
            new RequestDelta(
                0,
                0,
                second,
                1,
                0,
                Map.of(Outcome.SUCCEEDED, 1L),
                Map.of(200, 1L),
                80,
                120,
                times.toLatencies(),
                none,
                none,
                times.toLatencies(),
                none)),
        new WorkerHealth(
            Latencies.none(Resolution.NANOSECOND),
            none,
            none,
            0.5,
            0.25,
            0,
            0,
            1,
            Stalls.NONE,
            Occupancy.NONE));
  }
}
