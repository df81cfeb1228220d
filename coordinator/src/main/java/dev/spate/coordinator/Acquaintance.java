package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import java.util.List;

/// How a worker gets ready: it is told its lanes until it says Ready, then asked for the time until
/// its clocks are known.
final class Acquaintance {
  private final RunLimits limits;
  private final String clock;

  /// @param clock name of the coordinator's monotonic clock; empty where it is unknown
  Acquaintance(RunLimits limits, String clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// What has become of a recruit, and what is to be done about it.
  record Progress(Recruit recruit, List<RunEffect> effects) {
    Progress {
      effects = List.copyOf(effects);
    }
  }

  /// Round trips that are needed with a worker that has this clock.
  Probes needed(String workersClock) {
    return !clock.isEmpty() && clock.equals(workersClock) ? Probes.NEEDLESS : Probes.NONE;
  }

  /// Whether there is nothing more to ask.
  boolean isKnown(Recruit recruit) {
    return recruit.ready() && recruit.probes().suffice(limits.probes());
  }

  Progress onReady(Recruit recruit, RunProtocol.Ready ready, Moment now) {
    if (ready.incarnation() != recruit.worker().incarnation()) {
      return ignored(recruit, ready, "another incarnation of the worker says it");
    }
    return recruit.ready()
        ? ignored(recruit, ready, "it is known")
        : askOn(recruit.whenReady(), now);
  }

  Progress onProbeReply(Recruit recruit, RunProtocol.ProbeReply reply, Moment now) {
    Probes probes = recruit.probes();
    if (!probes.awaits(reply.probe())) {
      return ignored(recruit, reply, "that probe is not under way");
    }
    ClockOffset offset =
        ClockOffset.of(probes.sentNs(), now, reply.monotonicNanos(), reply.wallNanos());
    return askOn(recruit.with(probes.answered(offset)), now);
  }

  /// What was lost on its way is said again.
  Progress repeat(Recruit recruit, Moment now) {
    if (!recruit.ready()) {
      return new Progress(
          recruit, List.of(new RunEffect.Prepare(recruit.worker().id(), recruit.lanes())));
    }
    boolean overdue = now.monotonicNs() - recruit.probes().sentNs() >= limits.retryNs();
    return overdue ? askOn(recruit, now) : new Progress(recruit, List.of());
  }

  /// Asks for the time until it is known.
  Progress askOn(Recruit recruit, Moment now) {
    return isKnown(recruit) ? new Progress(recruit, List.of()) : ask(recruit, now);
  }

  /// Asks for the time once more.
  static Progress ask(Recruit recruit, Moment now) {
    Probes next = recruit.probes().next(now.monotonicNs());
    return new Progress(
        recruit.with(next), List.of(new RunEffect.Probe(recruit.worker().id(), next.number())));
  }

  private static Progress ignored(Recruit recruit, RunProtocol message, String reason) {
    return new Progress(recruit, List.of(new RunEffect.Ignore(message, reason)));
  }
}
