package dev.spate.coordinator.report;

import dev.spate.measure.LittlesLaw;
import dev.spate.measure.WorkerHealth;

/// How a worker was in its last report.
///
/// @param scheduleLagP99 in seconds; 0 where nothing began
/// @param cpu processor seconds of the process a second
/// @param loopCpu the share of a processor that its busiest event loop used
/// @param gcPauseMax the longest pause, in seconds
/// @param loopPauseMax likewise
/// @param steal the share of the machine's processor time that its host gave to others
/// @param meanInFlight requests under way, on the mean
/// @param lawInFlight what the recorded durations make of it (X·W), with what was under way at both
///   ends: the same where nothing is lost
/// @param deviation by which part the two differ, as far as it is not the resolution
record Pulse(
    double scheduleLagP99,
    double cpu,
    double loopCpu,
    double gcPauseMax,
    double loopPauseMax,
    double steal,
    double meanInFlight,
    double lawInFlight,
    double deviation) {
  static final Pulse NONE = new Pulse(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// @param seconds the length of the report
  static Pulse of(WorkerHealth health, double seconds, double lagSeconds, LittlesLaw law) {
    return new Pulse(
        lagSeconds,
        health.cpu(),
        health.loopCpu(),
        health.gcPauseMaxNs() / 1e9,
        health.stalls().loopPauseMaxNs() / 1e9,
        health.stalls().steal(),
        seconds <= 0 ? 0 : law.integralSeconds() / seconds,
        seconds <= 0 ? 0 : (law.recordedSeconds() + underWaySeconds(law)) / seconds,
        law.deviation());
  }

  /// What belongs to requests that went on, less what those that ended had been under way before.
  private static double underWaySeconds(LittlesLaw law) {
    return law.integralSeconds() - law.endedSeconds();
  }
}
