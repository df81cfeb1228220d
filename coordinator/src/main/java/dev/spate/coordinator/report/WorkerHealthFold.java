package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import dev.spate.measure.WorkerHealth;

/// How a worker itself was, over the whole run and outside warm-up. Shares of a processor are
/// weighted by time.
final class WorkerHealthFold {
  private final LatencySum scheduleLag = new LatencySum(Resolution.NANOSECOND);
  private final Mean cpu = new Mean();
  private final Mean loopCpu = new Mean();
  private final Mean closedLoopCpu = new Mean();
  private long longestPauseNs;
  private double pausedSeconds;
  private double seconds;

  /// @param seconds the length of the interval
  /// @param warmup whether it belongs to a warm-up phase
  /// @param closedLoad whether it belongs to a closed phase
  void add(WorkerHealth health, double seconds, boolean warmup, boolean closedLoad) {
    longestPauseNs = Math.max(longestPauseNs, health.gcPauseMaxNs());
    if (warmup) {
      return;
    }
    this.seconds += seconds;
    pausedSeconds += health.gcPauseMaxNs() / 1e9;
    scheduleLag.add(health.scheduleLag());
    cpu.add(health.cpu(), seconds);
    loopCpu.add(health.loopCpu(), seconds);
    if (closedLoad) {
      closedLoopCpu.add(health.loopCpu(), seconds);
    }
  }

  /// Outside warm-up.
  LatencySum scheduleLag() {
    return scheduleLag;
  }

  /// Processor seconds of the process a second, outside warm-up.
  double cpu() {
    return cpu.value();
  }

  /// The share of a processor that the busiest event loop used, outside warm-up.
  double loopCpu() {
    return loopCpu.value();
  }

  /// The same in closed phases alone; 0 where there are none.
  double closedLoopCpu() {
    return closedLoopCpu.value();
  }

  /// Of the whole run.
  long longestPauseNs() {
    return longestPauseNs;
  }

  /// The least part of the time outside warm-up that went to garbage collection pauses: of each
  /// interval, only the longest is known.
  double pausedShare() {
    return seconds == 0 ? 0 : pausedSeconds / seconds;
  }

  private static final class Mean {
    private double sum;
    private double weight;

    void add(double value, double seconds) {
      sum += value * seconds;
      weight += seconds;
    }

    double value() {
      return weight == 0 ? 0 : sum / weight;
    }
  }
}
