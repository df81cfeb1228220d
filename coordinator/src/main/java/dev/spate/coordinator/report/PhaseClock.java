package dev.spate.coordinator.report;

import dev.spate.measure.Slots;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Plan;
import java.util.stream.IntStream;

/// Which phase is when, and which batch of its phase a slot belongs to.
final class PhaseClock {
  /// How many batches a phase is cut into for confidence intervals.
  static final int BATCHES = 20;

  private final Plan plan;
  private final long[] beginsNs;

  PhaseClock(Plan plan) {
    this.plan = plan;
    this.beginsNs =
        IntStream.rangeClosed(0, plan.phases().size()).mapToLong(plan::beginsNs).toArray();
  }

  int phases() {
    return beginsNs.length - 1;
  }

  long beginsNs(int phase) {
    return beginsNs[phase];
  }

  long endsNs(int phase) {
    return beginsNs[phase + 1];
  }

  /// Whether some of a slot lies in a phase.
  boolean overlap(int slot, int phase) {
    return Slots.beginsNs(slot) < endsNs(phase) && Slots.beginsNs(slot + 1) > beginsNs[phase];
  }

  /// The phase of an instant; the last one after the end.
  int at(long runNs) {
    int phase = 0;
    while (phase < phases() - 1 && runNs >= endsNs(phase)) {
      phase++;
    }
    return phase;
  }

  boolean warmup(int phase) {
    return plan.phases().get(phase).warmup();
  }

  boolean closedLoad(int phase) {
    return plan.phases().get(phase).load() instanceof ClosedLoad;
  }

  /// The first slot that a phase has a part of.
  int firstSlot(int phase) {
    return Slots.of(beginsNs[phase]);
  }

  /// How many slots a phase has a part of.
  int slots(int phase) {
    return Slots.count(endsNs(phase)) - firstSlot(phase);
  }

  /// How many batches a phase has: fewer than [#BATCHES] where it has fewer slots.
  int batches(int phase) {
    return Math.min(BATCHES, slots(phase));
  }

  /// The batch of its phase that a slot belongs to: runs of slots of equal length, as far as they
  /// divide. What comes after the phase (the rest of a flow) belongs to its last batch.
  int batch(int phase, int slot) {
    int place = Math.clamp((long) slot - firstSlot(phase), 0, slots(phase) - 1);
    return (int) ((long) place * batches(phase) / slots(phase));
  }

  /// How long a phase lasts in seconds, up to an instant of the run.
  double seconds(int phase, long untilNs) {
    return Math.max(0, Math.min(endsNs(phase), untilNs) - beginsNs[phase]) / 1e9;
  }
}
