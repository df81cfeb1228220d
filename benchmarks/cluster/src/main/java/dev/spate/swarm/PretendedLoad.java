package dev.spate.swarm;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.measure.Slots;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.RateCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a worker would have to report of a plan with one open phase of evenly spaced arrivals, had
/// it sent anything: each arrival makes one request of every name, at once, and ends a fixed time
/// later. Exact, so that the coordinator's ledger of the run must balance.
final class PretendedLoad {
  /// From the begin of an arrival to its end.
  static final long TAKES_NS = 20_000_000L;

  private static final int RESPONSE_US = 12_000;
  private static final int LAG_NS = 60_000;
  private static final int BYTES_SENT = 120;
  private static final int BYTES_RECEIVED = 900;

  private final Lanes lanes;
  private final RateCurve curve;
  private final int names;
  private final SamplePool pool;

  PretendedLoad(Plan plan, Lanes lanes, SamplePool pool) {
    Phase phase = plan.phases().getFirst();
    if (plan.phases().size() != 1
        || !(phase.load() instanceof OpenLoad open)
        || open.arrivals() != OpenLoad.Arrivals.UNIFORM) {
      throw new IllegalArgumentException("a swarm knows one open phase, evenly spaced");
    }
    this.lanes = lanes;
    this.curve = new RateCurve(open.from(), open.to(), phase.durationNs());
    this.names = plan.requestNames().size();
    this.pool = pool;
  }

  /// Until when there are arrivals, since arrival 0.
  long durationNs() {
    return curve.durationNs();
  }

  /// What was due from one cut to the next, and what ended.
  ///
  /// @param last whether all that is under way has ended as well
  Interval report(
      String worker, long incarnation, long sequence, long fromNs, long untilNs, boolean last) {
    long endedFromNs = fromNs - TAKES_NS;
    long endedUntilNs = last ? untilNs : untilNs - TAKES_NS;
    List<ArrivalDelta> arrivals = new ArrayList<>();
    List<RequestDelta> requests = new ArrayList<>();
    int first = Slots.of(Math.max(0, endedFromNs));
    for (int slot = first; Slots.beginsNs(slot) < untilNs; slot++) {
      int begun = due(slot, fromNs, untilNs);
      int ended = due(slot, endedFromNs, endedUntilNs);
      if (begun > 0 || ended > 0) {
        arrivals.add(new ArrivalDelta(0, slot, new ArrivalCounts(begun, begun, ended, 0, 0, 0, 0)));
        for (int name = 0; name < names; name++) {
          requests.add(request(name, slot, begun, ended));
        }
      }
    }
    int inFlight = names * Math.toIntExact(dueBetween(endedUntilNs, untilNs));
    int begun = Math.toIntExact(dueBetween(fromNs, untilNs));
    return new Interval(
        worker, incarnation, sequence, untilNs, arrivals, requests, health(begun, inFlight));
  }

  private int due(int slot, long fromNs, long untilNs) {
    return Math.toIntExact(
        dueBetween(
            Math.max(fromNs, Slots.beginsNs(slot)), Math.min(untilNs, Slots.beginsNs(slot + 1))));
  }

  private long dueBetween(long fromNs, long untilNs) {
    return untilNs <= fromNs ? 0 : dueBefore(untilNs) - dueBefore(fromNs);
  }

  private long dueBefore(long ns) {
    return lanes.share(curve.arrivalsBefore(Math.clamp(ns, 0, curve.durationNs())));
  }

  private RequestDelta request(int name, int slot, int begun, int ended) {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    int median = RESPONSE_US + 1_000 * name;
    return new RequestDelta(
        0,
        name,
        slot,
        begun,
        0,
        ended == 0 ? Map.of() : Map.of(Outcome.SUCCEEDED, (long) ended),
        ended == 0 ? Map.of() : Map.of(200, (long) ended),
        (long) BYTES_SENT * begun,
        (long) BYTES_RECEIVED * ended,
        pool.next(Resolution.MICROSECOND, ended, median),
        none,
        none,
        pool.next(Resolution.MICROSECOND, ended, median),
        pool.next(Resolution.MICROSECOND, ended, median));
  }

  private WorkerHealth health(int begun, int inFlight) {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new WorkerHealth(
        pool.next(Resolution.NANOSECOND, begun, LAG_NS),
        none,
        none,
        0.5,
        0.4,
        0,
        inFlight,
        inFlight,
        Stalls.NONE,
        Occupancy.NONE);
  }
}
