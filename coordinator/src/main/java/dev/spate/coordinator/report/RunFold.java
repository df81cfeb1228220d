package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.Distribution;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Slots;
import dev.spate.plan.Plan;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds what happened in a run into its report: the live one and one made years later are the same
/// code over the same events.
///
/// What it keeps does not grow with the length of the run: sums by phase and request, the slots
/// that are still open, and one row a worker. A slot that closes is handed to the listener and
/// forgotten. Not for several threads.
public final class RunFold {
  private final SlotListener listener;
  private final SlotHistograms histograms;
  private final LateReports late;
  private final Roster roster = new Roster();
  private final Deals deals = new Deals();
  private final List<RunEvent.WentThrough> once = new ArrayList<>();
  private final RecentSlots recent = new RecentSlots();
  private RunEvent.@Nullable Opened opened;
  private RunEvent.@Nullable Started started;
  private RunEvent.@Nullable Closed closed;
  private @Nullable PhaseClock clock;
  private @Nullable RunTotals totals;
  private @Nullable SlotTable slots;
  private @Nullable ErrorSampleFold samples;
  private @Nullable ThresholdWatch watch;
  private @Nullable Standing standing;
  private @Nullable SlotRow slowest;
  private long heardNs;
  private RunEvent.@Nullable StopRequested stopRequested;
  private boolean cut;

  /// @param listener hears of each slot as it closes
  public RunFold(SlotListener listener) {
    this(listener, (_, _, _) -> {}, LateReports.NONE);
  }

  /// @param late what lost workers reported when they were back: counted before their loss
  RunFold(SlotListener listener, SlotHistograms histograms, LateReports late) {
    this.late = late;
    this.listener = listener;
    this.histograms = histograms;
  }

  /// Takes the next event of the run.
  ///
  /// @throws IllegalStateException where the first event does not open a run
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Opened opening -> onOpened(opening);
      case RunEvent.Started starting -> onStarted(starting);
      case RunEvent.Reported(var interval) -> onReported(interval);
      case RunEvent.Dealt dealt -> onDealt(dealt);
      case RunEvent.WorkerEnded ended -> onWorkerEnded(ended);
      case RunEvent.StopRequested stop -> onStopRequested(stop);
      case RunEvent.WentThrough went -> once.add(went);
      case RunEvent.Closed closing -> onClosed(closing);
    }
  }

  private void onOpened(RunEvent.Opened opening) {
    PhaseClock phases = new PhaseClock(opening.plan());
    opened = opening;
    clock = phases;
    totals = new RunTotals(phases);
    samples = new ErrorSampleFold(opening.plan());
    watch = new ThresholdWatch(opening.plan(), phases, require(totals));
    standing = new Standing(opening.plan());
    slots = new SlotTable(opening.plan(), phases, roster.all(), deals, this::onSlotClosed);
  }

  private void onStarted(RunEvent.Started starting) {
    started = starting;
    for (RunEvent.Share share : starting.shares()) {
      roster.add(share, 0);
    }
  }

  private void onDealt(RunEvent.Dealt dealt) {
    deals.add(dealt, new Dealing(roster, plan().lanes()).take(dealt));
    slots().advance();
  }

  private void onReported(Interval interval) {
    WorkerFold worker = roster.find(interval);
    if (worker == null) {
      roster.onStranger(interval);
    } else if (!worker.gone()) {
      take(worker, interval);
      slots().advance();
    } else if (interval.sequence() >= worker.nextSequence()) {
      worker.onUnheard();
    }
  }

  private void take(WorkerFold worker, Interval interval) {
    for (Interval next : worker.arrived(interval)) {
      book(worker, next);
    }
  }

  private void book(WorkerFold worker, Interval interval) {
    PhaseClock phases = clock();
    long middleNs = Math.max(0, (worker.untilNs() + interval.untilNs()) / 2);
    int phase = phases.at(middleNs);
    var health = interval.health();
    double seconds = Math.max(0, interval.untilNs() - worker.untilNs()) / 1e9;
    double lagSeconds = Mark.lagSeconds(health);
    slots().add(worker, interval, Mark.of(health, seconds, lagSeconds));
    totals().add(phase, Slots.of(middleNs), health);
    samples().add(interval);
    heardNs = Math.max(heardNs, interval.untilNs());
    worker.count(interval, heardNs, phases.warmup(phase), phases.closedLoad(phase));
    worker.feel(Pulse.of(health, seconds, lagSeconds, worker.littlesLaw().last()));
  }

  private void onWorkerEnded(RunEvent.WorkerEnded ended) {
    WorkerFold worker = roster.latest(ended.worker());
    if (worker == null) {
      return;
    }
    if (ended.end() == WorkerEnd.LOST && !worker.ended()) {
      // While it counts as one that runs, the slots that this is about are open.
      late.of(worker).forEach(interval -> take(worker, interval));
      worker.onReturned(late.returnedNs(worker));
    }
    worker.onEnded(ended.end(), ended.atNs(), ended.why());
    slots().advance();
  }

  private void onStopRequested(RunEvent.StopRequested stop) {
    stopRequested = stop;
    slots().onStopRequested(stop.atNs());
  }

  private void onClosed(RunEvent.Closed closing) {
    closed = closing;
    if (started != null) {
      slots().closeAll();
    }
  }

  /// There are no more events. Of a run that was not closed, nobody knows what happened after the
  /// last report: there its schedule ends, and the workers that had not ended are lost.
  ///
  /// @throws IllegalStateException before the run was opened
  void onEnd() {
    if (closed == null) {
      cut = true;
      slots().onCut();
    }
  }

  private void onSlotClosed(SlotTotals slot) {
    totals().add(slot);
    require(watch).onSlotClosed(slot);
    deals.onSlotClosed(slot.slot(), slot.allArrivals());
    Distribution times = slot.responseTime();
    recent.add(times.all());
    addMean(slot.slot(), times);
    histograms.onSlotMeasured(
        slot.slot(), slot.measured(clock(), false), slot.measured(clock(), true));
    SlotRow row = SlotRow.of(slot, times, plan());
    if (row.slowerThan(slowest)) {
      slowest = row;
    }
    listener.onSlotClosed(row);
  }

  private void addMean(int slot, Distribution times) {
    int phase = clock().onlyPhase(slot);
    if (phase >= 0 && times.count() > 0) {
      totals().addMean(phase, times.all().meanSeconds());
    }
  }

  /// The report of the slots that are closed so far. It is final once the run is closed.
  ///
  /// @throws IllegalStateException before the run was opened
  public Report report() {
    return new ReportBuilder(state()).build();
  }

  /// Where the run is.
  ///
  /// @throws IllegalStateException before the run was opened
  public Progress progress() {
    return Progress.of(plan(), clock(), roster.all(), recent);
  }

  /// The run for those who monitor.
  ///
  /// @throws IllegalStateException before the run was opened
  public MetricSnapshots metrics() {
    return RunMetrics.of(state());
  }

  /// What people see who watch the run. Takes a few hundredths of a second at most, however many
  /// workers there are and however long the run is.
  ///
  /// @throws IllegalStateException before the run was opened
  public LiveView live() {
    return LiveView.of(state(), require(standing));
  }

  /// The first threshold that ends the run and does not hold, by the slots that are closed so far;
  /// null where all hold, and where a stop was asked for before.
  public RunEvent.@Nullable Crossing crossing() {
    return watch == null || stopRequested != null ? null : watch.crossing();
  }

  /// The response times outside warm-up, the censored ones at their lower bounds.
  LatencySum responseTimes() {
    return totals().whole(TimedMetric.RESPONSE_TIME, state().measured()).all();
  }

  private RunState state() {
    return new RunState(
        opening(),
        started,
        closed,
        cut,
        stopRequested,
        clock(),
        totals(),
        require(watch),
        slots(),
        slowest,
        roster.all(),
        deals.all(),
        samples().rows(),
        List.copyOf(once));
  }

  private RunEvent.Opened opening() {
    return require(opened);
  }

  private Plan plan() {
    return opening().plan();
  }

  private PhaseClock clock() {
    return require(clock);
  }

  private RunTotals totals() {
    return require(totals);
  }

  private ErrorSampleFold samples() {
    return require(samples);
  }

  private SlotTable slots() {
    return require(slots);
  }

  private static <T> T require(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the run was not opened");
    }
    return value;
  }

  /// The most slots that were open at one time: what bounds the memory of the fold.
  int mostOpenSlots() {
    return slots().mostOpen();
  }
}
