package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import dev.spate.measure.Slots;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Draws the balance of one slot. What the schedule calls for comes from the coordinator's own
/// arithmetic; what a worker that is gone cannot account for is lost, and what it had in flight is
/// unanswered. What somebody began at lanes that were another's by then is nobody's planned
/// arrival: it is counted apart, as repeated.
final class SlotCloser {
  private final PhaseClock clock;
  private final PlannedShares planned;
  private final Deals deals;

  SlotCloser(PhaseClock clock, PlannedShares planned, Deals deals) {
    this.clock = clock;
    this.planned = planned;
    this.deals = deals;
  }

  /// @param stopNs when a stop was asked for
  SlotTotals close(int slot, Collection<WorkerFold> workers, OpenSlot reported, long stopNs) {
    SortedMap<Integer, ArrivalCounts> arrivals = new TreeMap<>();
    SortedMap<RequestKey, RequestTotals> requests = reported.totals();
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    Map<WorkerFold, PlannedShares.Due> due = planned.of(slot, workers, stopNs);
    boolean balanced = true;
    long repeated = 0;
    long inFlight = 0;
    int running = 0;
    for (WorkerFold worker : workers) {
      SlotShare share = reported.shareOf(worker);
      long before = worker.repeated();
      SortedMap<Integer, ArrivalCounts> accounts =
          accounts(slot, worker, share, Objects.requireNonNull(due.get(worker)));
      repeated += worker.repeated() - before;
      for (var account : accounts.entrySet()) {
        balanced &= account.getValue().balanced();
        arrivals.merge(account.getKey(), account.getValue(), ArrivalCounts::plus);
      }
      balanced &=
          worker.gone() ? abandon(slot, worker, share, requests) : share.unended().isEmpty();
      inFlight += share.inFlightAtCut();
      running += runs(worker, slot) ? 1 : 0;
      marks.addAll(share.marks());
      mark(slot, worker, marks);
      worker.forgetBefore(Slots.beginsNs(slot));
    }
    addIf(marks, Mark.DEAL, deals.anyIn(slot));
    addIf(marks, Mark.STOP, in(slot, stopNs));
    return new SlotTotals(slot, balanced, arrivals, repeated, requests, inFlight, running, marks);
  }

  private static void mark(int slot, WorkerFold worker, Set<Mark> marks) {
    addIf(marks, Mark.WORKER_JOINED, worker.joinedNs() > 0 && in(slot, worker.joinedNs()));
    addIf(marks, Mark.WORKER_RETURNED, in(slot, worker.returnedNs()));
    if (worker.gone()) {
      addIf(marks, Mark.WORKER_LOST, in(slot, Math.min(worker.untilNs(), worker.endNs())));
    } else {
      addIf(marks, Mark.WORKER_LEFT, worker.end() == WorkerEnd.LEFT && in(slot, worker.endNs()));
    }
  }

  private static boolean in(int slot, long ns) {
    return ns >= Slots.beginsNs(slot) && ns < Slots.beginsNs(slot + 1);
  }

  private static void addIf(Set<Mark> marks, Mark mark, boolean happened) {
    if (happened) {
      marks.add(mark);
    }
  }

  private SortedMap<Integer, ArrivalCounts> accounts(
      int slot, WorkerFold worker, SlotShare share, PlannedShares.Due due) {
    SortedMap<Integer, ArrivalCounts> accounts = new TreeMap<>(share.arrivals());
    for (int phase = 0; phase < clock.phases(); phase++) {
      if (clock.overlap(slot, phase)) {
        ArrivalCounts reported = accounts.getOrDefault(phase, ArrivalCounts.NONE);
        accounts.put(
            phase,
            clock.closedLoad(phase)
                ? balance(slot, worker, reported, ownIterations(slot, worker, reported), 0)
                : balance(slot, worker, reported, due.all(phase), due.never(phase)));
      }
    }
    return accounts;
  }

  /// In a closed phase only the worker knows what came due. Which iterations of a slot began before
  /// its users were another's, nobody can tell, so in the slot of that instant all are its own.
  private static long ownIterations(int slot, WorkerFold worker, ArrivalCounts reported) {
    boolean another =
        worker.mayRepeat(slot) && worker.holdings().at(Slots.beginsNs(slot)).size() == 0;
    return another ? 0 : reported.planned();
  }

  private static ArrivalCounts balance(
      int slot, WorkerFold worker, ArrivalCounts reported, long due, long never) {
    ArrivalCounts own = reported;
    long repeated = reported.planned() - (due - never);
    if (repeated > 0 && worker.mayRepeat(slot)) {
      own = Repeated.without(reported, repeated);
      worker.addRepeated(repeated);
    }
    if (!worker.gone()) {
      worker.addLost(never);
      return own.withPlanned(due).plusLost(never);
    }
    // A worker that was lost after a stop may have followed its schedule past that instant.
    long planned = Math.max(due, own.planned());
    long lost = Math.max(0, planned - own.accounted());
    worker.addLost(lost);
    return own.withPlanned(planned).plusLost(lost);
  }

  /// Books what a worker that is gone had in flight. It had no answer when the worker was last
  /// heard of, so it took at least the time from the end of its slot to then.
  ///
  /// @return whether every request of it has an account then
  private boolean abandon(
      int slot, WorkerFold worker, SlotShare share, SortedMap<RequestKey, RequestTotals> requests) {
    long atLeastNs = Math.max(0, worker.untilNs() - Slots.beginsNs(slot + 1));
    boolean balanced = true;
    for (var row : share.unended().entrySet()) {
      RequestKey key = row.getKey();
      if (row.getValue() < 0) {
        balanced = false;
        continue;
      }
      RequestDelta delta = unanswered(slot, key, row.getValue(), atLeastNs);
      requests.computeIfAbsent(key, _ -> new RequestTotals()).add(delta);
      if (!key.group() && !clock.warmup(key.phase())) {
        worker.addResponseTimes(delta);
      }
    }
    return balanced;
  }

  private static RequestDelta unanswered(int slot, RequestKey key, long unended, long atLeastNs) {
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    for (long i = 0; i < unended; i++) {
      censored.record(atLeastNs);
    }
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new RequestDelta(
        key.phase(),
        key.request(),
        slot,
        0,
        0,
        Map.of(Outcome.UNANSWERED, unended),
        Map.of(),
        0,
        0,
        none,
        none,
        censored.toLatencies(),
        none,
        none);
  }

  private static boolean runs(WorkerFold worker, int slot) {
    if (worker.joinedNs() >= Slots.beginsNs(slot + 1)) {
      return false;
    }
    long untilNs = worker.gone() ? Math.min(worker.untilNs(), worker.endNs()) : worker.endNs();
    return !worker.ended() || untilNs > Slots.beginsNs(slot);
  }
}
