package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.Interval;
import dev.spate.plan.Lanes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A worker as its protocol asks for: takes a repeated order as one, repeats what was not
/// acknowledged, says Finished until it is released, follows its deals however late it hears of
/// them, holds after it stood still, and hands over its reports when it is fenced. Its clock has
/// another origin. What it begins is arithmetic: the arrivals that are due at its lanes.
final class SimulatedWorker {
  private static final long HOLDS_AFTER_NS = 2 * Plans.SECOND_NS;

  private final RunSimulation simulation;
  private final WorkerDescription description;
  private final long originNs;
  private final SortedMap<Long, Interval> reports = new TreeMap<>();
  private final Map<Long, BitSet> begunIn = new TreeMap<>();
  private final List<Taken> taken = new ArrayList<>();
  private final BitSet begun = new BitSet();
  private long commander = -1;
  private long acknowledged = -1;
  private boolean dead;
  private boolean prepared;
  private boolean started;
  private long startedBy;
  private boolean released;
  private boolean held;
  private boolean fenced;
  private boolean leaving;
  private boolean finished;
  private long frozenUntilNs;
  private long startNs;
  private long heardNs;
  private long endNs;
  private long untilNs;

  /// A deal as it was taken.
  record Taken(int deal, long fromNs, Lanes lanes) {}

  SimulatedWorker(RunSimulation simulation, WorkerDescription description, long originNs) {
    this.simulation = simulation;
    this.description = description;
    this.originNs = originNs;
    this.endNs = simulation.plan().durationNs();
  }

  WorkerDescription description() {
    return description;
  }

  long lastSequence() {
    return begunIn.size() - 1L;
  }

  List<Taken> taken() {
    return taken;
  }

  /// The arrivals that it told of in a report.
  BitSet begunIn(long sequence) {
    BitSet arrivals = begunIn.get(sequence);
    return arrivals == null ? new BitSet() : arrivals;
  }

  boolean dead() {
    return dead;
  }

  /// Whether it has a part in the run, so that it says so when it introduces itself.
  boolean takesPart() {
    return prepared && !released;
  }

  void kill() {
    dead = true;
  }

  void freeze(long forNs) {
    frozenUntilNs = simulation.nowNs() + forNs;
    long frozenNs = forNs;
    simulation.at(forNs, () -> onWoken(frozenNs));
  }

  private void onWoken(long asleepNs) {
    if (asleepNs >= HOLDS_AFTER_NS && started && !finished) {
      held = true;
    }
    if (held && !released) {
      say(new RunProtocol.Woken(RunSimulation.RUN, description.id(), asleepNs, clockNs()));
    }
  }

  void leave() {
    leaving = takesPart();
    if (!takesPart()) {
      kill();
    }
  }

  private long clockNs() {
    return simulation.nowNs() + originNs;
  }

  /// That the coordinator's estimate is as near as it says.
  void checkOffset(RunEvent.Share share) {
    assertThat(Math.abs(share.clockOffsetNs() - originNs))
        .isLessThanOrEqualTo(share.startUncertaintyNs() + 1);
  }

  /// An order comes; one that stands still hears it when it wakes up.
  void order(long epoch, Runnable order) {
    if (dead) {
      return;
    }
    if (simulation.nowNs() < frozenUntilNs) {
      simulation.at(frozenUntilNs - simulation.nowNs() + 1, () -> order(epoch, order));
    } else if (epoch >= commander) {
      commander = epoch;
      heardNs = simulation.nowNs();
      order.run();
    }
  }

  void onPrepare(Lanes lanes) {
    if (released) {
      return;
    }
    if (!prepared) {
      prepared = true;
      taken.add(new Taken(0, 0, lanes));
    }
    say(new RunProtocol.Ready(RunSimulation.RUN, description.id(), description.incarnation()));
  }

  void onProbe(int number) {
    say(
        new RunProtocol.ProbeReply(
            RunSimulation.RUN, description.id(), number, clockNs(), clockNs()));
  }

  void onStart(long atNanos) {
    if (started || released || finished) {
      assertThat(started && atNanos != startNs && startedBy == commander)
          .as("a repeated order is the same")
          .isFalse();
      return;
    }
    started = true;
    startedBy = commander;
    startNs = atNanos;
    simulation.at(Math.max(0, atNanos - clockNs()) + Plans.SECOND_NS, this::onTick);
  }

  void onStop() {
    if (!started) {
      endUnbegun();
    } else if (!finished) {
      endNs = Math.min(endNs, Math.max(0, clockNs() - startNs));
    }
  }

  /// It was made ready, and will not begin.
  private void endUnbegun() {
    if (takesPart() && !finished) {
      finished = true;
      endNs = 0;
      onTick();
    }
  }

  void onDeal(int deal, Lanes lanes, long fromNs) {
    if (!takesPart() || fenced) {
      return;
    }
    if (deal > taken.getLast().deal()) {
      if (taken.size() > 1) {
        assertThat(deal).as("told of every deal").isEqualTo(taken.getLast().deal() + 1);
      }
      taken.add(new Taken(deal, fromNs, lanes));
    }
    say(new RunProtocol.Dealt(RunSimulation.RUN, description.id(), deal));
  }

  void onGoOn(long askedNanos) {
    held &= clockNs() - askedNanos >= HOLDS_AFTER_NS;
  }

  void onFence() {
    if (!started) {
      endUnbegun();
    } else if (takesPart() && !finished) {
      fenced = true;
      held = false;
      endNs = Math.min(endNs, untilNs);
    }
  }

  void onAdopt(long haveUpTo) {
    if (!takesPart()) {
      return;
    }
    acknowledged = haveUpTo;
    long sinceNs = started ? clockNs() - startNs : Long.MIN_VALUE;
    say(
        new RunProtocol.Adopted(
            RunSimulation.RUN,
            description.id(),
            description.incarnation(),
            sinceNs,
            taken.getLast().deal()));
  }

  void onAcknowledge(long upToSequence) {
    acknowledged = Math.max(acknowledged, upToSequence);
  }

  void onRelease() {
    released = true;
  }

  private void onTick() {
    if (dead || released) {
      return;
    }
    simulation.at(Plans.SECOND_NS, this::onTick);
    if (simulation.nowNs() < frozenUntilNs) {
      return;
    }
    if (simulation.nowNs() - heardNs >= simulation.plan().workers().orphanGraceNs()) {
      onStop();
      held = false;
    }
    reports.tailMap(acknowledged + 1).values().forEach(this::report);
    if (held) {
      say(new RunProtocol.Woken(RunSimulation.RUN, description.id(), HOLDS_AFTER_NS, clockNs()));
      return;
    }
    if (leaving) {
      say(new RunProtocol.Leaving(RunSimulation.RUN, description.id()));
    }
    if (!finished) {
      cut();
    }
    if (finished) {
      say(
          new RunProtocol.Finished(
              RunSimulation.RUN, description.id(), lastSequence(), scheduleEndNs()));
    }
  }

  private void cut() {
    long dueNs = fenced ? untilNs : Math.min(clockNs() - startNs, endNs);
    untilNs = Math.max(untilNs, dueNs);
    BitSet now = new BitSet();
    if (!fenced) {
      for (int arrival = 0; simulation.dueNs(arrival) < dueNs; arrival++) {
        if (!begun.get(arrival) && isMine(arrival)) {
          now.set(arrival);
          begun.set(arrival);
        }
      }
    }
    Interval interval =
        Plans.interval(
            description.id(),
            description.incarnation(),
            lastSequence() + 1,
            untilNs,
            taken.getLast().deal());
    begunIn.put(interval.sequence(), now);
    reports.put(interval.sequence(), interval);
    report(interval);
    finished = fenced || untilNs >= scheduleEndNs();
  }

  private boolean isMine(int arrival) {
    return isIn(taken, simulation.dueNs(arrival), simulation.laneOf(arrival));
  }

  static boolean isIn(List<Taken> deals, long dueNs, int lane) {
    @Nullable Lanes lanes = null;
    for (Taken deal : deals) {
      if (deal.fromNs() <= dueNs) {
        lanes = deal.lanes();
      }
    }
    return lanes != null && lanes.contains(lane);
  }

  private long scheduleEndNs() {
    Taken last = taken.getLast();
    return leaving && last.deal() > 0 && last.lanes().size() == 0
        ? Math.min(endNs, last.fromNs())
        : endNs;
  }

  private void report(Interval interval) {
    say(new RunProtocol.Reported(RunSimulation.RUN, interval));
  }

  private void say(RunProtocol message) {
    if (!dead && simulation.nowNs() >= frozenUntilNs) {
      long to = commander;
      simulation.send(description.id(), () -> simulation.hear(to, message));
    }
  }
}
