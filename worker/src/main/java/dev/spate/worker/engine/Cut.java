package dev.spate.worker.engine;

import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Occupancy;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import java.util.ArrayList;
import java.util.List;

/// All that one loop counted since its last cut, taken at one instant. The loop hands it over and
/// does not touch it again until it is recycled. Encoding it, which takes time, is for another
/// thread.
public final class Cut {
  private final List<RequestCell> requests = new ArrayList<>();
  private final List<RequestCell> groups = new ArrayList<>();
  private final List<ArrivalCell> arrivals = new ArrayList<>();
  private final List<FailedAnswer> failures = new ArrayList<>();
  private final LatencySum scheduleLag = new LatencySum(Resolution.NANOSECOND);
  private final LatencySum connectTime = new LatencySum(Resolution.MICROSECOND);
  private final LatencySum tlsTime = new LatencySum(Resolution.MICROSECOND);
  private final CellPool pool;
  private long untilNs;
  private State state = State.NOTHING;

  Cut(CellPool pool) {
    this.pool = pool;
  }

  List<RequestCell> requests() {
    return requests;
  }

  /// Groups of requests are counted and timed as these are; each cell's name is a group's.
  List<RequestCell> groups() {
    return groups;
  }

  List<ArrivalCell> arrivals() {
    return arrivals;
  }

  /// The beginnings of answers that failed, at most [Interval#MAX_SAMPLES].
  List<FailedAnswer> failures() {
    return failures;
  }

  /// How the loop was at the cut, or since the last one.
  ///
  /// @param inFlight requests without an answer
  /// @param connections that are open
  /// @param occupancy requests under way since the last cut, integrated
  /// @param pauseMaxNs the longest that the loop came back later than it meant to
  /// @param deal the number of the deal of lanes that it follows
  /// @param last whether nothing follows: every arrival of the loop has an account
  record State(
      long inFlight,
      long connections,
      Occupancy occupancy,
      long pauseMaxNs,
      int deal,
      boolean last) {
    private static final State NOTHING = new State(0, 0, Occupancy.NONE, 0, 0, false);
  }

  void close(long untilNs, State state) {
    this.untilNs = untilNs;
    this.state = state;
  }

  /// The instant of the cut, in nanoseconds since arrival 0.
  public long untilNs() {
    return untilNs;
  }

  /// The number of the deal of lanes that [#untilNs] is about.
  public int deal() {
    return state.deal();
  }

  /// Requests without an answer at the cut.
  public long inFlight() {
    return state.inFlight();
  }

  /// Connections open at the cut.
  public long connections() {
    return state.connections();
  }

  /// Whether nothing follows: every arrival of the loop has an account.
  public boolean last() {
    return state.last();
  }

  /// Requests under way since the last cut, integrated.
  public Occupancy occupancy() {
    return state.occupancy();
  }

  /// The longest that the loop came back later than it meant to since the last cut.
  public long pauseMaxNs() {
    return state.pauseMaxNs();
  }

  public LatencySum scheduleLag() {
    return scheduleLag;
  }

  public LatencySum connectTime() {
    return connectTime;
  }

  public LatencySum tlsTime() {
    return tlsTime;
  }

  /// Adds what a later cut, or one of another loop of the same worker, counted, and recycles that
  /// one.
  public void absorb(Cut other) {
    for (RequestCell cell : other.requests) {
      absorb(cell, requests);
    }
    for (RequestCell cell : other.groups) {
      absorb(cell, groups);
    }
    for (ArrivalCell cell : other.arrivals) {
      absorb(cell);
    }
    other.requests.clear();
    other.groups.clear();
    other.arrivals.clear();
    int room = Interval.MAX_SAMPLES - failures.size();
    failures.addAll(other.failures.subList(0, Math.min(room, other.failures.size())));
    scheduleLag.add(other.scheduleLag);
    connectTime.add(other.connectTime);
    tlsTime.add(other.tlsTime);
    other.recycle();
  }

  private void absorb(RequestCell added, List<RequestCell> cells) {
    for (RequestCell cell : cells) {
      if (cell.sameKey(added)) {
        cell.add(added);
        pool.put(added);
        return;
      }
    }
    cells.add(added);
  }

  private void absorb(ArrivalCell added) {
    for (ArrivalCell cell : arrivals) {
      if (cell.sameKey(added)) {
        cell.add(added);
        pool.put(added);
        return;
      }
    }
    arrivals.add(added);
  }

  /// The counts as deltas of an interval report.
  public List<ArrivalDelta> arrivalDeltas() {
    return arrivals.stream().map(ArrivalCell::toDelta).toList();
  }

  /// The counts and latencies as deltas of an interval report.
  public List<RequestDelta> requestDeltas() {
    return requests.stream().map(RequestCell::toDelta).toList();
  }

  /// The same of groups.
  public List<RequestDelta> groupDeltas() {
    return groups.stream().map(RequestCell::toDelta).toList();
  }

  /// The beginnings of answers that failed, as an interval report has them.
  public List<ErrorSample> errorSamples() {
    return failures.stream().map(FailedAnswer::toSample).toList();
  }

  /// Gives its memory back to the loops. Not to be used afterwards.
  public void recycle() {
    requests.forEach(pool::put);
    groups.forEach(pool::put);
    arrivals.forEach(pool::put);
    requests.clear();
    groups.clear();
    arrivals.clear();
    failures.clear();
    scheduleLag.reset();
    connectTime.reset();
    tlsTime.reset();
    pool.put(this);
  }
}
