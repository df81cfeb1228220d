package dev.spate.coordinator.report;

import dev.spate.measure.Slots;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Plan;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Which phase is when, and which batch of its phase a slot belongs to.
final class PhaseClock {
  /// How many batches a phase is cut into for confidence intervals.
  static final int BATCHES = 20;

  private final Plan plan;
  private final long[] beginsNs;
  private final long[] endsNs;

  /// Phases in the order in which they begin.
  private final int[] inOrder;

  PhaseClock(Plan plan) {
    this.plan = plan;
    int phases = plan.phases().size();
    this.beginsNs = IntStream.range(0, phases).mapToLong(plan::beginsNs).toArray();
    this.endsNs = IntStream.range(0, phases).mapToLong(plan::endsNs).toArray();
    this.inOrder =
        IntStream.range(0, phases)
            .boxed()
            .sorted(Comparator.comparingLong(plan::beginsNs))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  int phases() {
    return beginsNs.length;
  }

  long beginsNs(int phase) {
    return beginsNs[phase];
  }

  long endsNs(int phase) {
    return endsNs[phase];
  }

  /// When all phases are over.
  long endNs() {
    return plan.durationNs();
  }

  /// Whether some of a slot lies in a phase.
  boolean overlap(int slot, int phase) {
    return Slots.beginsNs(slot) < endsNs(phase) && Slots.beginsNs(slot + 1) > beginsNs[phase];
  }

  /// The phase that has a slot to itself, from its beginning to its end; -1 where there is none.
  int onlyPhase(int slot) {
    int only = -1;
    for (int phase = 0; phase < phases(); phase++) {
      if (overlap(slot, phase)) {
        if (only >= 0) {
          return -1;
        }
        only = phase;
      }
    }
    return only;
  }

  /// The phase of an instant: of several the one that the plan has first; between phases and after
  /// the end the one that ended last.
  int at(long runNs) {
    int last = inOrder[0];
    for (int phase = 0; phase < phases(); phase++) {
      if (covers(phase, runNs)) {
        return phase;
      }
      if (endsNs[phase] <= runNs && endsNs[phase] > endsNs[last]) {
        last = phase;
      }
    }
    return last;
  }

  /// Whether an instant lies in a phase.
  boolean covers(int phase, long runNs) {
    return beginsNs[phase] <= runNs && runNs < endsNs[phase];
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

  /// How much of the time between two instants lies in some of the phases; what lies in several of
  /// them counts once.
  long coveredNs(IntPredicate selected, long fromNs, long untilNs) {
    long covered = 0;
    long next = fromNs;
    for (int phase : inOrder) {
      if (selected.test(phase)) {
        long from = Math.max(beginsNs[phase], next);
        long until = Math.min(endsNs[phase], untilNs);
        covered += Math.max(0, until - from);
        next = Math.max(next, until);
      }
    }
    return covered;
  }

  /// How long a phase lasts in seconds, up to an instant of the run.
  double seconds(int phase, long untilNs) {
    return Math.max(0, Math.min(endsNs(phase), untilNs) - beginsNs[phase]) / 1e9;
  }
}
