package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.Distribution;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Slots;
import dev.spate.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<String, WorkerFold> workers = new LinkedHashMap<>();
  private final RecentSlots recent = new RecentSlots();
  private RunEvent.@Nullable Opened opened;
  private RunEvent.@Nullable Started started;
  private RunEvent.@Nullable Closed closed;
  private @Nullable PhaseClock clock;
  private @Nullable RunTotals totals;
  private @Nullable SlotTable slots;
  private @Nullable ErrorSampleFold samples;
  private @Nullable SlotRow slowest;
  private boolean stopRequested;
  private boolean cut;

  /// @param listener hears of each slot as it closes
  public RunFold(SlotListener listener) {
    this(listener, (_, _) -> {});
  }

  RunFold(SlotListener listener, SlotHistograms histograms) {
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
      case RunEvent.Dealt _ -> {}
      case RunEvent.WorkerEnded ended -> onWorkerEnded(ended);
      case RunEvent.StopRequested(var atNs) -> onStopRequested(atNs);
      case RunEvent.Closed closing -> onClosed(closing);
    }
  }

  private void onOpened(RunEvent.Opened opening) {
    PhaseClock phases = new PhaseClock(opening.plan());
    opened = opening;
    clock = phases;
    totals = new RunTotals(phases);
    samples = new ErrorSampleFold(opening.plan());
    slots = new SlotTable(opening.plan(), phases, workers.values(), this::onSlotClosed);
  }

  private void onStarted(RunEvent.Started starting) {
    started = starting;
    for (RunEvent.Share share : starting.shares()) {
      workers.put(share.worker().id(), new WorkerFold(share, plan()));
    }
  }

  private void onReported(Interval interval) {
    WorkerFold worker = workers.get(interval.worker());
    if (worker == null) {
      return;
    }
    if (worker.gone() || interval.incarnation() != worker.share().worker().incarnation()) {
      worker.onUnheard();
      return;
    }
    for (Interval next : worker.arrived(interval)) {
      book(worker, next);
    }
    slots().advance();
  }

  private void book(WorkerFold worker, Interval interval) {
    PhaseClock phases = clock();
    long middleNs = Math.max(0, (worker.untilNs() + interval.untilNs()) / 2);
    int phase = phases.at(middleNs);
    var health = interval.health();
    double seconds = Math.max(0, interval.untilNs() - worker.untilNs()) / 1e9;
    slots().add(worker, interval, Mark.of(health, seconds));
    totals().add(phase, Slots.of(middleNs), health);
    samples().add(interval);
    worker.count(interval, phases.warmup(phase), phases.closedLoad(phase));
  }

  private void onWorkerEnded(RunEvent.WorkerEnded ended) {
    WorkerFold worker = workers.get(ended.worker());
    if (worker != null) {
      worker.onEnded(ended.end(), ended.atNs());
      slots().advance();
    }
  }

  private void onStopRequested(long atNs) {
    stopRequested = true;
    slots().onStopRequested(atNs);
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
    slot.responseTimes().forEach((id, times) -> requireWorker(id).addResponseTimes(times));
    Distribution times = slot.responseTime();
    recent.add(times.all());
    histograms.onSlotMeasured(slot.slot(), slot.measured(clock()));
    SlotRow row = SlotRow.of(slot, times, plan());
    if (row.slowerThan(slowest)) {
      slowest = row;
    }
    listener.onSlotClosed(row);
  }

  private WorkerFold requireWorker(String id) {
    WorkerFold worker = workers.get(id);
    if (worker == null) {
      throw new IllegalStateException("no worker " + id);
    }
    return worker;
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
    return Progress.of(plan(), clock(), workers.values(), recent);
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
        slots(),
        slowest,
        workers.values(),
        samples().rows());
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
