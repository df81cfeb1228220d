package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One worker's part of the run as far as it was heard of: which reports came, until when it is
/// covered, how it was.
final class WorkerFold {
  private final Share share;
  private final List<@Nullable PlannedArrivals> planned = new ArrayList<>();
  private final TreeMap<Long, Interval> early = new TreeMap<>();
  private final WorkerHealthFold health = new WorkerHealthFold();
  private final LittlesLawFold littlesLaw = new LittlesLawFold();
  private final LatencySum responseTime = new LatencySum(Resolution.MICROSECOND);
  private long nextSequence;
  private long untilNs;
  private @Nullable WorkerEnd end;
  private long endNs;
  private long offered;
  private long started;
  private long lost;
  private long unheard;
  private Tick tick = Tick.NONE;

  WorkerFold(Share share, Plan plan) {
    this.share = share;
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      planned.add(PlannedArrivals.of(plan, phase, share.lanes()));
    }
  }

  /// Rates of the last tick, a second.
  record Tick(double planned, double offered, double requests, double failed, long inFlight) {
    static final Tick NONE = new Tick(0, 0, 0, 0, 0);

    Tick plus(Tick other) {
      return new Tick(
          planned + other.planned,
          offered + other.offered,
          requests + other.requests,
          failed + other.failed,
          inFlight + other.inFlight);
    }
  }

  /// Takes a report, once.
  ///
  /// @return the reports that are now in sequence: none for a repeated one or one after a gap,
  ///   several when a gap is filled
  List<Interval> arrived(Interval interval) {
    if (interval.sequence() >= nextSequence) {
      early.putIfAbsent(interval.sequence(), interval);
    }
    List<Interval> ready = new ArrayList<>();
    for (Interval next = early.remove(nextSequence);
        next != null;
        next = early.remove(nextSequence)) {
      ready.add(next);
      nextSequence++;
    }
    return ready;
  }

  /// How many reports came after a gap that was never filled.
  int afterGap() {
    return early.size();
  }

  /// Counts a report that is in sequence.
  void count(Interval interval, boolean warmup, boolean closedLoad) {
    long lengthNs = Math.max(1, interval.untilNs() - untilNs);
    double seconds = lengthNs / 1e9;
    long plannedNow = 0;
    long begun = 0;
    for (ArrivalDelta delta : interval.arrivals()) {
      plannedNow += delta.counts().planned();
      begun += delta.counts().begun();
    }
    long requests = 0;
    long failed = 0;
    for (RequestDelta delta : interval.requests()) {
      requests += delta.started();
      for (var outcome : delta.outcomes().entrySet()) {
        failed += outcome.getKey() == Outcome.SUCCEEDED ? 0 : outcome.getValue();
      }
    }
    offered += begun;
    started += requests;
    health.add(interval.health(), seconds, warmup, closedLoad);
    littlesLaw.add(interval);
    if (interval.untilNs() > untilNs) {
      tick =
          new Tick(
              plannedNow / seconds,
              begun / seconds,
              requests / seconds,
              failed / seconds,
              interval.health().inFlight());
    }
    untilNs = Math.max(untilNs, interval.untilNs());
  }

  void onEnded(WorkerEnd how, long atNs) {
    if (end == null) {
      end = how;
      endNs = atNs;
      tick = Tick.NONE;
    }
  }

  /// A report of a worker that was given up, or that is not the one that was dealt the lanes.
  void onUnheard() {
    unheard++;
  }

  void addResponseTimes(LatencySum times) {
    responseTime.add(times);
  }

  void addLost(long arrivals) {
    lost += arrivals;
  }

  Share share() {
    return share;
  }

  String id() {
    return share.worker().id();
  }

  /// The arithmetic of a phase, nothing where it is closed.
  @Nullable PlannedArrivals planned(int phase) {
    return planned.get(phase);
  }

  /// All that was due before has been reported.
  long untilNs() {
    return untilNs;
  }

  @Nullable WorkerEnd end() {
    return end;
  }

  boolean ended() {
    return end != null;
  }

  /// Whether it went away before its part was done.
  boolean gone() {
    return end == WorkerEnd.LOST || end == WorkerEnd.LEFT;
  }

  /// See [dev.spate.coordinator.history.RunEvent.WorkerEnded#atNs()].
  long endNs() {
    return endNs;
  }

  long offered() {
    return offered;
  }

  long started() {
    return started;
  }

  long lost() {
    return lost;
  }

  long unheard() {
    return unheard;
  }

  Tick tick() {
    return tick;
  }

  WorkerHealthFold health() {
    return health;
  }

  LittlesLawFold littlesLaw() {
    return littlesLaw;
  }

  /// Of all its requests outside warm-up.
  LatencySum responseTime() {
    return responseTime;
  }
}
