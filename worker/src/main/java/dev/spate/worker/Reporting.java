package dev.spate.worker;

import dev.spate.measure.Interval;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.watch.ProcessorWait;
import dev.spate.worker.watch.SelfWatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the interval reports of a worker's part of a run: what all its loops cut, and what the
/// worker itself went through meanwhile.
final class Reporting implements AutoCloseable {
  private final String worker;
  private final long incarnation;
  private @Nullable CutMerger merger;
  private @Nullable SelfWatch watch;
  private long nextSequence;

  Reporting(String worker, long incarnation) {
    this.worker = worker;
    this.incarnation = incarnation;
  }

  /// @param last whether no loop runs any more
  record Report(Interval interval, boolean last) {}

  /// There are loops to report of.
  void begin(Engine engine) {
    merger = new CutMerger(engine.loops());
    watch = new SelfWatch(engine.threadIds());
  }

  /// Another loop can be watched.
  void add(ProcessorWait waits) {
    if (watch != null) {
      watch.add(waits);
    }
  }

  /// Forgets what the worker used before arrival 0: it would be spread over the first interval.
  void onUnderway() {
    if (watch != null && nextSequence == 0) {
      var _ = watch.sinceLast();
    }
  }

  /// @return a report, where all loops have handed in what it needs
  Optional<Report> add(int loop, Cut cut) {
    return merger == null ? Optional.empty() : merger.add(loop, cut).map(this::report);
  }

  private Report report(CutMerger.Merged merged) {
    Cut cut = merged.cut();
    Interval interval =
        new Interval(
            worker,
            incarnation,
            nextSequence++,
            merged.untilNs(),
            cut.arrivalDeltas(),
            cut.requestDeltas(),
            health(merged),
            cut.errorSamples(),
            merged.deal(),
            cut.groupDeltas());
    cut.recycle();
    return new Report(interval, merged.last());
  }

  private WorkerHealth health(CutMerger.Merged merged) {
    SelfWatch.Usage usage =
        watch == null ? new SelfWatch.Usage(0, 0, 0, 0, 0, 0) : watch.sinceLast();
    return new WorkerHealth(
        merged.cut().scheduleLag().toLatencies(),
        merged.cut().connectTime().toLatencies(),
        merged.cut().tlsTime().toLatencies(),
        usage.cpu(),
        usage.loopCpu(),
        usage.gcPauseMaxNs(),
        merged.inFlight(),
        merged.connections(),
        new Stalls(usage.safepointNs(), merged.pauseMaxNs(), usage.cpuWait(), usage.steal()),
        merged.occupancy());
  }

  /// Of the last report; -1 before the first.
  long lastSequence() {
    return nextSequence - 1;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
