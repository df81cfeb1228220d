package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.Interval;
import java.util.SortedMap;
import java.util.TreeMap;

/// A worker as its protocol asks for: takes a repeated order as one, repeats what was not
/// acknowledged, says Finished until it is released. Its clock has another origin.
final class SimulatedWorker {
  private final RunSimulation simulation;
  private final WorkerDescription description;
  private final long originNs;
  private final SortedMap<Long, Interval> unacknowledged = new TreeMap<>();
  private boolean dead;
  private boolean started;
  private boolean released;
  private long startNs;
  private long endNs = Long.MAX_VALUE;
  private long sequence;
  private boolean finished;

  SimulatedWorker(RunSimulation simulation, WorkerDescription description, long originNs) {
    this.simulation = simulation;
    this.description = description;
    this.originNs = originNs;
  }

  WorkerDescription description() {
    return description;
  }

  long lastSequence() {
    return sequence - 1;
  }

  void kill() {
    dead = true;
  }

  private long clockNs() {
    return simulation.nowNs() + originNs;
  }

  /// That the coordinator's estimate is as near as it says.
  void checkOffset(RunEvent.Share share, long delayNs) {
    assertThat(share.startUncertaintyNs()).isLessThanOrEqualTo(delayNs + 1);
    assertThat(Math.abs(share.clockOffsetNs() - originNs))
        .isLessThanOrEqualTo(share.startUncertaintyNs() + 1);
  }

  void onPrepare() {
    say(new RunProtocol.Ready(RunSimulation.RUN, description.id(), description.incarnation()));
  }

  void onProbe(int number) {
    say(
        new RunProtocol.ProbeReply(
            RunSimulation.RUN, description.id(), number, clockNs(), clockNs()));
  }

  void onStart(long atNanos) {
    if (started || released) {
      assertThat(atNanos).as("a repeated order is the same").isEqualTo(startNs);
      return;
    }
    started = true;
    startNs = atNanos;
    simulation.at(Math.max(0, atNanos - clockNs()) + Plans.SECOND_NS, this::onTick);
  }

  void onStop() {
    endNs = Math.min(endNs, Math.max(0, clockNs() - startNs));
  }

  void onAcknowledge(long upToSequence) {
    unacknowledged.headMap(upToSequence + 1).clear();
  }

  void onRelease() {
    released = true;
  }

  private void onTick() {
    if (dead || released) {
      return;
    }
    unacknowledged.values().forEach(this::report);
    if (!finished) {
      cut();
    } else {
      long scheduleEndNs = Math.min(endNs, simulation.plan().durationNs());
      say(
          new RunProtocol.Finished(
              RunSimulation.RUN, description.id(), lastSequence(), scheduleEndNs));
    }
    simulation.at(Plans.SECOND_NS, this::onTick);
  }

  private void cut() {
    long untilNs = clockNs() - startNs;
    Interval interval =
        Plans.interval(description.id(), description.incarnation(), sequence++, untilNs);
    unacknowledged.put(interval.sequence(), interval);
    report(interval);
    finished = untilNs >= Math.min(endNs, simulation.plan().durationNs());
  }

  private void report(Interval interval) {
    say(new RunProtocol.Reported(RunSimulation.RUN, interval));
  }

  private void say(RunProtocol message) {
    if (!dead) {
      simulation.send(() -> simulation.hear(message));
    }
  }
}
