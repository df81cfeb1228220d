package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.plan.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One worker's part of the run as far as it was heard of: which lanes it has when, which reports
/// came, until when it is covered, how it was.
final class WorkerFold {
  private final Share share;
  private final long joinedNs;
  private final Holdings holdings;
  private final Overruns overruns = new Overruns();

  /// Its lanes by deal, from the one that it follows on.
  private final TreeMap<Integer, Lanes> dealt = new TreeMap<>();

  private final TreeMap<Long, Interval> early = new TreeMap<>();
  private final WorkerHealthFold health = new WorkerHealthFold();
  private final LittlesLawFold littlesLaw = new LittlesLawFold();
  private final LatencySum responseTime = new LatencySum(Resolution.MICROSECOND);
  private long nextSequence;
  private int deal;
  private long coveredNs;
  private long untilNs;
  private @Nullable WorkerEnd end;
  private boolean handedOver;
  private String why = "";
  private long endNs;
  private long returnedNs = -1;
  private long offered;
  private long started;
  private long lost;
  private double lostLaneSeconds;
  private long repeated;
  private long unheard;
  private Tick tick = Tick.NONE;
  private Pulse pulse = Pulse.NONE;

  /// @param share its first
  /// @param fromNs since when it has that, in nanoseconds since arrival 0
  /// @param firstSequence of the first report that can be about it
  WorkerFold(Share share, long fromNs, long firstSequence) {
    this.share = share;
    this.joinedNs = fromNs;
    this.holdings = new Holdings(fromNs, share.lanes());
    this.nextSequence = firstSequence;
    this.dealt.put(0, fromNs == 0 ? share.lanes() : Lanes.of(share.lanes().total()));
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
  ///
  /// @param nowNs until when anybody has reported
  void count(Interval interval, long nowNs, boolean warmup, boolean closedLoad) {
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
    cover(interval, nowNs);
  }

  /// How it was in its last report.
  void feel(Pulse now) {
    pulse = now;
  }

  /// What a report covers is about the deal that the worker follows: with a new one it counts anew,
  /// and a worker that took it late is further back than it was.
  private void cover(Interval interval, long nowNs) {
    coveredNs =
        interval.deal() > deal ? interval.untilNs() : Math.max(coveredNs, interval.untilNs());
    if (interval.deal() > deal) {
      if (interval.deal() > dealt.lastKey()) {
        overruns.onStrange();
      }
      deal = interval.deal();
      overruns.onFollowed(deal, nowNs);
      dealt.headMap(Objects.requireNonNullElse(dealt.floorKey(deal), deal), false).clear();
    }
  }

  /// Other lanes are its own from an instant on.
  void onDealt(int number, long fromNs, Lanes lanes) {
    if (Holdings.without(holdings.last(), lanes).size() > 0) {
      overruns.onCeded(number, fromNs);
    }
    holdings.take(fromNs, lanes);
    dealt.put(number, lanes);
  }

  /// Those of its lanes that it never heard of: its part was over before.
  ///
  /// @param lanes that it has under a deal
  /// @param number of that deal
  Lanes unheard(Lanes lanes, int number) {
    var followed = dealt.floorEntry(deal);
    if (!ended() || number <= deal || followed == null) {
      return Lanes.of(lanes.total());
    }
    return Holdings.without(lanes, followed.getValue());
  }

  void onEnded(WorkerEnd how, long atNs, String reason) {
    if (end == null) {
      end = how;
      endNs = atNs;
      why = reason;
      handedOver = holdings.at(atNs).size() == 0;
      tick = Tick.NONE;
    }
  }

  /// It was lost, and came back to say what it had done.
  void onReturned(long ns) {
    returnedNs = ns;
  }

  /// A report of a worker that was given up, or that is not the one that was dealt the lanes.
  void onUnheard() {
    unheard++;
  }

  /// Of requests outside warm-up.
  void addResponseTimes(RequestDelta delta) {
    responseTime.add(delta.succeeded());
    responseTime.add(delta.failed());
    responseTime.add(delta.censored());
  }

  void addLost(long arrivals) {
    lost += arrivals;
  }

  /// Lanes times seconds of closed phases for which nobody had its users.
  void addLostLaneTime(double laneSeconds) {
    lostLaneSeconds += laneSeconds;
  }

  void addRepeated(long arrivals) {
    repeated += arrivals;
  }

  Share share() {
    return share;
  }

  String id() {
    return share.worker().id();
  }

  long incarnation() {
    return share.worker().incarnation();
  }

  Holdings holdings() {
    return holdings;
  }

  /// Since when it has a part, in nanoseconds since arrival 0.
  long joinedNs() {
    return joinedNs;
  }

  /// Until when its lanes call for arrivals that are its to account for.
  ///
  /// @param stopNs when a stop was asked for
  long scheduleEndNs(long stopNs) {
    return !ended() ? Long.MAX_VALUE : gone() ? stopNs : endNs;
  }

  /// Whether it has reported all that was due before an instant.
  ///
  /// @param number of the deal that counts just before that instant
  boolean covers(long ns, int number) {
    return joinedNs >= ns || (deal >= number && coveredNs >= ns);
  }

  /// Whether it may have begun arrivals in a slot at lanes that were another's by then.
  boolean mayRepeat(int slot) {
    return overruns.touch(slot);
  }

  /// Nobody will ask for what was before an instant.
  void forgetBefore(long ns) {
    holdings.forgetBefore(ns);
    overruns.forgetBefore(ns);
  }

  /// Until when it was heard of.
  long untilNs() {
    return untilNs;
  }

  /// The next report that it should make; those before are known.
  long nextSequence() {
    return nextSequence;
  }

  @Nullable WorkerEnd end() {
    return end;
  }

  boolean ended() {
    return end != null;
  }

  /// In reports.
  String state() {
    return end == null ? "running" : end.name().toLowerCase(Locale.ROOT);
  }

  /// Whether it went away before its part was done, or was another's.
  boolean gone() {
    return end == WorkerEnd.LOST || (end == WorkerEnd.LEFT && !handedOver);
  }

  /// A sentence for people where it did not finish, else empty.
  String why() {
    return why;
  }

  /// When it was back after its loss, in nanoseconds since arrival 0; −1 where it was not.
  long returnedNs() {
    return returnedNs;
  }

  /// See [dev.spate.coordinator.history.RunEvent.WorkerEnded#atNs()].
  long endNs() {
    return endNs;
  }

  /// Begun at its own lanes.
  long offered() {
    return offered - repeated;
  }

  long started() {
    return started;
  }

  long lost() {
    return lost;
  }

  /// See [#addLostLaneTime].
  double lostLaneSeconds() {
    return lostLaneSeconds;
  }

  /// Begun where a lane was another's by then.
  long repeated() {
    return repeated;
  }

  /// Its reports that count nowhere.
  long unheard() {
    return unheard + early.size();
  }

  Tick tick() {
    return tick;
  }

  Pulse pulse() {
    return pulse;
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
