package dev.spate.coordinator.report;

import dev.spate.coordinator.report.SimulatedWorker.Due;
import dev.spate.measure.Slots;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the report of a [ShiftingRun] has to say, known arrival by arrival: whose each one was, and
/// whether its owner ever said what became of it.
final class ShiftingTruth {
  private final Plan plan;

  /// From when on which worker has which lane.
  private final TreeMap<Long, Map<Integer, String>> owners = new TreeMap<>();

  /// Phase and number.
  private final Set<List<Long>> accounted = new HashSet<>();

  private long repeated;

  ShiftingTruth(Plan plan) {
    this.plan = plan;
  }

  /// @param byLane who has it from this instant on
  void own(long fromNs, Map<Integer, String> byLane) {
    owners.put(fromNs, Map.copyOf(byLane));
  }

  /// A worker's report got to the coordinator.
  void onTold(SimulatedWorker.Told told) {
    String worker = told.interval().worker();
    for (Due due : told.accounted()) {
      if (open(due.phase())) {
        if (owner(due).equals(worker)) {
          accounted.add(List.of((long) due.phase(), due.arrival()));
        } else {
          repeated++;
        }
      }
    }
  }

  private boolean open(int phase) {
    return !(plan.phases().get(phase).load() instanceof ClosedLoad);
  }

  private String owner(Due due) {
    int lane = (int) (due.arrival() % plan.lanes());
    String owner = owners.floorEntry(due.dueNs()).getValue().get(lane);
    if (owner == null) {
      throw new IllegalStateException("lane " + lane + " is nobody's");
    }
    return owner;
  }

  boolean onlyOpen() {
    return plan.phases().stream().noneMatch(phase -> phase.load() instanceof ClosedLoad);
  }

  /// What its owners never said anything about, by slot; open phases only.
  Map<Integer, Long> lostBySlot() {
    Map<Integer, Long> lost = new TreeMap<>();
    for (Due due : SimulatedWorker.duesOf(plan, Lanes.all(plan.lanes()))) {
      if (open(due.phase()) && !accounted.contains(List.of((long) due.phase(), due.arrival()))) {
        lost.merge(Slots.of(due.dueNs()), 1L, Long::sum);
      }
    }
    return lost;
  }

  /// How many are due in a slot; open phases only.
  Map<Integer, Long> plannedBySlot() {
    Map<Integer, Long> planned = new TreeMap<>();
    for (Due due : SimulatedWorker.duesOf(plan, Lanes.all(plan.lanes()))) {
      if (open(due.phase())) {
        planned.merge(Slots.of(due.dueNs()), 1L, Long::sum);
      }
    }
    return planned;
  }

  /// Accounts that came of arrivals at lanes that were another's.
  long repeated() {
    return repeated;
  }
}
