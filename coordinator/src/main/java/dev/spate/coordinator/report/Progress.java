package dev.spate.coordinator.report;

import dev.spate.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where a run is, for people who watch it. Rates are those of each worker's last tick.
///
/// @param elapsedSeconds of the schedule, as far as reports came
/// @param durationSeconds of all phases
/// @param phase its name; the names of all that are under way, the first three of them
/// @param requestsPerSecond started
/// @param failedPerSecond ended without success, time-outs included
/// @param p50 of the response times of the last five closed slots, in seconds; null without any
/// @param p99 likewise
/// @param workers that are running
public record Progress(
    double elapsedSeconds,
    double durationSeconds,
    String phase,
    double plannedPerSecond,
    double offeredPerSecond,
    double requestsPerSecond,
    double failedPerSecond,
    @Nullable Double p50,
    @Nullable Double p99,
    long inFlight,
    int workers) {
  private static final int MOST_NAMES = 3;

  static Progress of(
      Plan plan, PhaseClock clock, Collection<WorkerFold> workers, RecentSlots recent) {
    long untilNs = workers.stream().mapToLong(WorkerFold::untilNs).max().orElse(0);
    long elapsedNs = Math.min(untilNs, plan.durationNs());
    WorkerFold.Tick now =
        workers.stream()
            .filter(worker -> !worker.ended())
            .map(WorkerFold::tick)
            .reduce(WorkerFold.Tick.NONE, WorkerFold.Tick::plus);
    return new Progress(
        elapsedNs / 1e9,
        plan.durationNs() / 1e9,
        phase(plan, clock, Math.max(0, elapsedNs - 1)),
        now.planned(),
        now.offered(),
        now.requests(),
        now.failed(),
        recent.percentile(50),
        recent.percentile(99),
        now.inFlight(),
        Math.toIntExact(workers.stream().filter(worker -> !worker.ended()).count()));
  }

  private static String phase(Plan plan, PhaseClock clock, long ns) {
    List<String> names =
        IntStream.range(0, clock.phases())
            .filter(phase -> clock.covers(phase, ns))
            .mapToObj(phase -> plan.phases().get(phase).name())
            .toList();
    if (names.isEmpty()) {
      return plan.phases().get(clock.at(ns)).name();
    }
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? first + ", ..." : first;
  }
}
