package dev.spate.coordinator.report;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Draws the balance of one slot. What the schedule calls for comes from the coordinator's own
/// arithmetic; what a worker that is gone cannot account for is lost, and what it had in flight is
/// unanswered.
final class SlotCloser {
  private final PhaseClock clock;

  /// What was planned before the slot that closes next, by worker and phase.
  private final Map<String, long[]> plannedBefore = new HashMap<>();

  SlotCloser(PhaseClock clock) {
    this.clock = clock;
  }

  /// @param stopNs when a stop was asked for
  SlotTotals close(
      int slot, Collection<WorkerFold> workers, Map<String, SlotShare> shares, long stopNs) {
    SortedMap<Integer, ArrivalCounts> arrivals = new TreeMap<>();
    SortedMap<RequestKey, RequestTotals> requests = new TreeMap<>();
    Map<String, LatencySum> responseTimes = new HashMap<>();
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    boolean balanced = true;
    long inFlight = 0;
    int running = 0;
    for (WorkerFold worker : workers) {
      SlotShare share = shares.getOrDefault(worker.id(), new SlotShare());
      SortedMap<Integer, ArrivalCounts> accounts = accounts(slot, worker, share, stopNs);
      for (var account : accounts.entrySet()) {
        balanced &= account.getValue().balanced();
        arrivals.merge(account.getKey(), account.getValue(), ArrivalCounts::plus);
      }
      SortedMap<RequestKey, RequestTotals> totals = requests(slot, worker, share);
      for (var row : totals.entrySet()) {
        balanced &= row.getValue().counts().balanced();
        if (!clock.warmup(row.getKey().phase())) {
          LatencySum times =
              responseTimes.computeIfAbsent(
                  worker.id(), _ -> new LatencySum(Resolution.MICROSECOND));
          row.getValue().addResponseTimesTo(times, times);
        }
        requests.merge(row.getKey(), row.getValue(), SlotCloser::sum);
      }
      inFlight += share.inFlightAtCut();
      running += runs(worker, slot) ? 1 : 0;
      marks.addAll(share.marks());
      if (worker.gone() && Slots.of(worker.untilNs()) == slot) {
        marks.add(Mark.WORKER_LOST);
      }
    }
    if (stopNs >= Slots.beginsNs(slot) && stopNs < Slots.beginsNs(slot + 1)) {
      marks.add(Mark.STOP);
    }
    return new SlotTotals(
        slot, balanced, arrivals, requests, responseTimes, inFlight, running, marks);
  }

  private SortedMap<Integer, ArrivalCounts> accounts(
      int slot, WorkerFold worker, SlotShare share, long stopNs) {
    SortedMap<Integer, ArrivalCounts> accounts = new TreeMap<>(share.arrivals());
    long[] before = plannedBefore.computeIfAbsent(worker.id(), _ -> new long[clock.phases()]);
    for (int phase = 0; phase < clock.phases(); phase++) {
      if (clock.overlap(slot, phase)) {
        ArrivalCounts reported = accounts.getOrDefault(phase, ArrivalCounts.NONE);
        accounts.put(phase, balance(slot, phase, worker, reported, stopNs, before));
      }
    }
    return accounts;
  }

  private ArrivalCounts balance(
      int slot, int phase, WorkerFold worker, ArrivalCounts reported, long stopNs, long[] before) {
    PlannedArrivals schedule = worker.planned(phase);
    long planned = reported.planned();
    if (schedule != null) {
      long untilNs = Math.min(Slots.beginsNs(slot + 1), scheduleEndNs(worker, stopNs));
      long cumulative = Math.max(before[phase], schedule.before(untilNs - clock.beginsNs(phase)));
      planned = cumulative - before[phase];
      before[phase] = cumulative;
    }
    if (!worker.gone()) {
      return reported.withPlanned(planned);
    }
    // A worker that was lost after a stop may have followed its schedule past that instant.
    planned = Math.max(planned, reported.planned());
    long lost = Math.max(0, planned - reported.accounted());
    worker.addLost(lost);
    return reported.withPlanned(planned).plusLost(lost);
  }

  private static long scheduleEndNs(WorkerFold worker, long stopNs) {
    return !worker.ended() ? Long.MAX_VALUE : worker.gone() ? stopNs : worker.endNs();
  }

  private SortedMap<RequestKey, RequestTotals> requests(
      int slot, WorkerFold worker, SlotShare share) {
    SortedMap<RequestKey, RequestTotals> totals = share.totals();
    if (worker.gone()) {
      long unheardNs = Math.max(0, worker.untilNs() - Slots.beginsNs(slot + 1));
      totals.forEach((key, row) -> abandon(slot, key, row, unheardNs));
    }
    return totals;
  }

  /// Books what a worker that is gone had in flight. It had no answer when the worker was last
  /// heard of, so it took at least the time from the end of its slot to then.
  private static void abandon(int slot, RequestKey key, RequestTotals row, long atLeastNs) {
    long unended = row.counts().started() - row.counts().accounted();
    if (unended <= 0) {
      return;
    }
    LatencySum censored = new LatencySum(Resolution.MICROSECOND);
    for (long i = 0; i < unended; i++) {
      censored.record(atLeastNs);
    }
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    row.add(
        new RequestDelta(
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
            none));
  }

  /// Into the first, which nobody else has.
  private static RequestTotals sum(RequestTotals first, RequestTotals second) {
    first.add(second);
    return first;
  }

  private static boolean runs(WorkerFold worker, int slot) {
    long beginsNs = Slots.beginsNs(slot);
    return !worker.ended() || (worker.gone() ? worker.untilNs() : worker.endNs()) > beginsNs;
  }
}
