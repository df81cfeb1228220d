package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Slots;
import dev.spate.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The slots that are still open. A slot closes when every worker that runs has reported past its
/// end under the deal that counts there, what came due in it has an account and its requests have
/// ended; slots close in order, and what is closed is handed on and forgotten.
///
/// After a stop was asked for, the slots around that instant wait until every worker has said when
/// it stopped. When the run is over nothing more can come, and what is left closes as it is.
final class SlotTable {
  private static final long NEVER = Long.MAX_VALUE;

  /// A stop is an instant on the coordinator's clock; workers may stop a little earlier on theirs.
  private static final long STOP_MARGIN_NS = Slots.LENGTH_NS;

  private final PhaseClock clock;
  private final int planSlots;
  private final Collection<WorkerFold> workers;
  private final Consumer<SlotTotals> closed;
  private final Deals deals;
  private final SlotCloser closer;
  private final TreeMap<Integer, OpenSlot> open = new TreeMap<>();
  private int next;
  private @Nullable WorkerFold awaited;
  private long stopNs = NEVER;
  private long lateDeltas;
  private long strayDeltas;
  private int mostOpen;

  SlotTable(
      Plan plan,
      PhaseClock clock,
      Collection<WorkerFold> workers,
      Deals deals,
      Consumer<SlotTotals> closed) {
    this.clock = clock;
    this.planSlots = Slots.count(plan.durationNs());
    this.workers = workers;
    this.closed = closed;
    this.deals = deals;
    this.closer = new SlotCloser(clock, new PlannedShares(plan, clock, deals), deals);
  }

  /// @param marks what happened to the worker since it was last heard of
  void add(WorkerFold worker, Interval interval, Set<Mark> marks) {
    for (ArrivalDelta delta : interval.arrivals()) {
      OpenSlot slot = openSlot(delta.phase(), delta.slot());
      if (slot != null && delta.slot() < planSlots) {
        slot.share(worker).add(delta);
      }
    }
    for (RequestDelta delta : interval.requests()) {
      OpenSlot slot = openSlot(delta.phase(), delta.slot());
      if (slot != null) {
        add(worker, slot, delta, false);
      }
    }
    for (RequestDelta delta : interval.groups()) {
      OpenSlot slot = openSlot(delta.phase(), delta.slot());
      if (slot != null) {
        add(worker, slot, delta, true);
      }
    }
    int slot = Slots.of(Math.max(0, interval.untilNs() - Slots.LENGTH_NS / 2));
    if (slot >= next && slot < planSlots) {
      at(slot).share(worker).onCut(interval.health().inFlight());
    }
    if (!marks.isEmpty()) {
      mark(worker, slot, marks);
    }
  }

  private void add(WorkerFold worker, OpenSlot slot, RequestDelta delta, boolean group) {
    RequestKey key = new RequestKey(delta.phase(), group, delta.request());
    slot.share(worker).add(key, delta);
    slot.add(key, delta);
    if (!group && !clock.warmup(delta.phase())) {
      worker.addResponseTimes(delta);
    }
  }

  /// A worker that stood still reports of several slots at once: it may have been in any of them.
  private void mark(WorkerFold worker, int lastSlot, Set<Mark> marks) {
    int first = Math.min(lastSlot, Slots.of(worker.untilNs() + Slots.LENGTH_NS / 2));
    for (int slot = Math.max(first, next); slot <= Math.min(lastSlot, planSlots - 1); slot++) {
      at(slot).share(worker).mark(marks);
    }
  }

  private @Nullable OpenSlot openSlot(int phase, int slot) {
    if (phase < 0 || phase >= clock.phases() || slot < clock.firstSlot(phase)) {
      strayDeltas++;
      return null;
    }
    if (slot < next) {
      lateDeltas++;
      return null;
    }
    return at(slot);
  }

  private OpenSlot at(int slot) {
    OpenSlot open = this.open.computeIfAbsent(slot, _ -> new OpenSlot());
    mostOpen = Math.max(mostOpen, this.open.size());
    return open;
  }

  void onStopRequested(long atNs) {
    stopNs = Math.min(stopNs, atNs);
  }

  /// Nothing more is known, of any worker.
  void onCut() {
    List<WorkerFold> working = workers.stream().filter(worker -> !worker.ended()).toList();
    if (!working.isEmpty()) {
      onStopRequested(workers.stream().mapToLong(WorkerFold::untilNs).max().orElse(0));
      working.forEach(worker -> worker.onEnded(WorkerEnd.LOST, worker.untilNs(), ""));
    }
    closeAll();
  }

  /// Closes what can be closed now. Where nobody runs somebody may join, so what is left waits for
  /// the end of the run.
  void advance() {
    boolean allEnded = workers.stream().allMatch(WorkerFold::ended);
    while (!allEnded && hasMore() && ready(next)) {
      close();
    }
  }

  /// Closes what is left: the run is over.
  void closeAll() {
    while (hasMore()) {
      close();
    }
  }

  /// After the end of the schedule there are slots only where a flow went on.
  private boolean hasMore() {
    return !open.isEmpty() || Slots.beginsNs(next) < scheduleEndNs();
  }

  private boolean ready(int slot) {
    long endsNs = Slots.beginsNs(slot + 1);
    int deal = deals.inForceBefore(endsNs);
    boolean stopping = stopNs != NEVER && endsNs > stopNs - STOP_MARGIN_NS;
    OpenSlot reported = open.getOrDefault(slot, OpenSlot.NONE);
    // Nearly always it is the one that it was a report ago.
    if (awaited != null && awaits(awaited, reported, endsNs, deal, stopping)) {
      return false;
    }
    for (WorkerFold worker : workers) {
      if (awaits(worker, reported, endsNs, deal, stopping)) {
        awaited = worker;
        return false;
      }
    }
    return true;
  }

  /// Whether a slot has to wait for a worker.
  private static boolean awaits(
      WorkerFold worker, OpenSlot reported, long endsNs, int deal, boolean stopping) {
    return (!worker.ended() && (stopping || !worker.covers(endsNs, deal)))
        || (!worker.gone() && !reported.shareOf(worker).settled());
  }

  private void close() {
    OpenSlot reported = open.getOrDefault(next, OpenSlot.NONE);
    open.remove(next);
    SlotTotals totals = closer.close(next, workers, reported, stopNs);
    next++;
    closed.accept(totals);
  }

  /// When a stop was asked for, in nanoseconds since arrival 0; [Long#MAX_VALUE] where nobody did.
  long stopNs() {
    return stopNs;
  }

  /// Until when the schedule was followed, in nanoseconds since arrival 0: the plan's duration, or
  /// less after a stop or where nothing more is known.
  long scheduleEndNs() {
    long planEndNs = clock.endNs();
    if (stopNs == NEVER) {
      return planEndNs;
    }
    long end = 0;
    for (WorkerFold worker : workers) {
      end = Math.max(end, worker.gone() ? stopNs : worker.endNs());
    }
    return Math.min(planEndNs, end);
  }

  /// Deltas for slots that had closed; they are in no account.
  long lateDeltas() {
    return lateDeltas;
  }

  /// Deltas for a phase or a slot that the plan has not.
  long strayDeltas() {
    return strayDeltas;
  }

  /// The most slots that were open at one time.
  int mostOpen() {
    return mostOpen;
  }

  /// The next slot to close.
  int next() {
    return next;
  }
}
