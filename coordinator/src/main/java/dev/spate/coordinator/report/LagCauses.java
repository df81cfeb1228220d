package dev.spate.coordinator.report;

import java.util.ArrayList;
import java.util.List;

/// Why a worker was late, by what it watched of itself, and what to do about it. A p99 is made by
/// one percent of the time, so what held the worker up for less than that is no cause of it.
final class LagCauses {
  private static final double LEAST_SHARE = 0.01;

  /// A loop that uses more of its processor has to put things off.
  private static final double BUSY = 0.80;

  private LagCauses() {}

  /// @param limitSeconds of the lag
  static String sentence(WorkerFold worker, double limitSeconds) {
    List<String> causes = causes(worker.health());
    if (!causes.isEmpty()) {
      return "Worker %s: %s.".formatted(worker.id(), String.join("; ", causes));
    }
    double pause = worker.health().longestLoopPauseNs() / 1e9;
    return pause > limitSeconds
        ? "Worker %s stood still for up to %s, and nothing that it watches says why: look at what stops its process or its machine."
            .formatted(worker.id(), Figures.time(pause))
        : "Nothing that worker %s watches of itself says why.".formatted(worker.id());
  }

  private static List<String> causes(WorkerHealthFold health) {
    List<String> causes = new ArrayList<>();
    if (health.cpuWait() >= LEAST_SHARE) {
      causes.add(
          "its event loop waited %s of the time for a processor: give it a core of its own"
              .formatted(Figures.part(health.cpuWait())));
    }
    if (health.steal() >= LEAST_SHARE) {
      causes.add(
          "the host gave %s of its machine's processor time to others (steal): give the machine processors of its own"
              .formatted(Figures.part(health.steal())));
    }
    if (health.pausedShare() >= LEAST_SHARE) {
      causes.add(
          "it stood still for garbage collection %s of the time, up to %s at once: give it more memory"
              .formatted(
                  Figures.part(health.pausedShare()), Figures.time(health.longestPauseNs() / 1e9)));
    }
    if (health.safepointShare() >= LEAST_SHARE) {
      causes.add(
          "its JVM stopped all threads %s of the time (safepoints): let nobody take thread or heap dumps of it"
              .formatted(Figures.part(health.safepointShare())));
    }
    if (health.loopCpu() >= BUSY) {
      causes.add(
          "its busiest event loop used %s of a processor: give it more loops, or add workers"
              .formatted(Figures.part(health.loopCpu())));
    }
    return causes;
  }
}
