package dev.spate.coordinator.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// How a worker was in its last report.
///
/// @param lanes that it has or had at last
/// @param state as in the report
/// @param offered arrivals begun, a second
/// @param scheduleLagP99 seconds, as the pauses
/// @param cpu processors that its process used
/// @param loopCpu the share of a processor that its busiest event loop used
/// @param steal the share of the machine's processor time that its host gave to others
/// @param inFlight requests without an answer
public record LiveWorker(
    String id,
    String host,
    int lanes,
    String state,
    double offered,
    double scheduleLagP99,
    double cpu,
    double loopCpu,
    double gcPauseMax,
    double loopPauseMax,
    double steal,
    long inFlight,
    double littlesLawDeviation) {
  /// However many were lost, there is room for those that go on.
  private static final int MOST_GONE = 16;

  /// Those that went away last, then those that go on, the latest by their schedule first, then the
  /// rest.
  static List<LiveWorker> worst(Collection<WorkerFold> workers, int most) {
    List<WorkerFold> shown = new ArrayList<>();
    List<WorkerFold> rest = new ArrayList<>();
    workers.stream()
        .filter(WorkerFold::gone)
        .sorted(Comparator.comparingLong(WorkerFold::endNs).reversed())
        .forEach(worker -> (shown.size() < MOST_GONE ? shown : rest).add(worker));
    workers.stream()
        .filter(worker -> !worker.ended())
        .sorted(Comparator.comparingDouble(LiveWorker::lag).reversed())
        .forEach(shown::add);
    shown.addAll(rest);
    workers.stream().filter(worker -> worker.ended() && !worker.gone()).forEach(shown::add);
    return shown.stream().limit(most).map(LiveWorker::of).toList();
  }

  private static double lag(WorkerFold worker) {
    return worker.pulse().scheduleLagP99();
  }

  private static LiveWorker of(WorkerFold worker) {
    Pulse pulse = worker.pulse();
    WorkerFold.Tick tick = worker.tick();
    return new LiveWorker(
        worker.id(),
        worker.share().worker().host(),
        worker.holdings().count(),
        worker.state(),
        tick.offered(),
        pulse.scheduleLagP99(),
        pulse.cpu(),
        pulse.loopCpu(),
        pulse.gcPauseMax(),
        pulse.loopPauseMax(),
        pulse.steal(),
        tick.inFlight(),
        pulse.deviation());
  }
}
