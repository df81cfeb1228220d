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
  private final Mean cpuWait = new Mean();
  private final Mean steal = new Mean();
  private long longestPauseNs;
  private long longestLoopPauseNs;
  private double safepointSeconds;
  private double pausedSeconds;
  private double seconds;

  /// @param seconds the length of the interval
  /// @param warmup whether it belongs to a warm-up phase
  /// @param closedLoad whether it belongs to a closed phase
  void add(WorkerHealth health, double seconds, boolean warmup, boolean closedLoad) {
    longestPauseNs = Math.max(longestPauseNs, health.gcPauseMaxNs());
    longestLoopPauseNs = Math.max(longestLoopPauseNs, health.stalls().loopPauseMaxNs());
    if (warmup) {
      return;
    }
    this.seconds += seconds;
    pausedSeconds += health.gcPauseMaxNs() / 1e9;
    safepointSeconds += health.stalls().safepointNs() / 1e9;
    cpuWait.add(health.stalls().cpuWait(), seconds);
    steal.add(health.stalls().steal(), seconds);
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

  /// The share of the time that the event loop that waited most had no processor, outside warm-up.
  double cpuWait() {
    return cpuWait.value();
  }

  /// The share of the machine's processor time that its host gave to others, outside warm-up.
  double steal() {
    return steal.value();
  }

  /// The longest garbage collection pause of the whole run.
  long longestPauseNs() {
    return longestPauseNs;
  }

  /// The longest that an event loop came back later than it meant to, in the whole run.
  long longestLoopPauseNs() {
    return longestLoopPauseNs;
  }

  /// How long the JVM stood still for something else than garbage collection, outside warm-up.
  double safepointSeconds() {
    return safepointSeconds;
  }

  /// As a part of the time.
  double safepointShare() {
    return seconds == 0 ? 0 : safepointSeconds / seconds;
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
