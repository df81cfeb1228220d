package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Changes.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A run as people see it who watch it: what its report would have of the slots that are closed,
/// and how its workers are. As large as the plan and some workers, however long the run is.
///
/// @param ledger provisional
/// @param requests the [#MOST_REQUESTS] busiest, warm-up included
/// @param errors requests that failed or timed out, by cause
/// @param thresholds as they stand
/// @param workerRows the [#MOST_WORKERS] that one should look at first
/// @param workersInAll how many have or had a part
/// @param phases of the plan
/// @param marks the latest losses, joins and deals, in their order
public record LiveView(
    Report.LedgerEntry ledger,
    List<LiveRequest> requests,
    Map<String, Long> errors,
    List<Report.ThresholdResult> thresholds,
    List<LiveWorker> workerRows,
    int workersInAll,
    InFlight inFlightLittle,
    List<Report.PhaseRow> phases,
    List<LiveMark> marks) {
  static final int MOST_REQUESTS = 200;
  static final int MOST_WORKERS = 64;
  static final int MOST_MARKS = 200;

  /// Requests under way at all workers, on the mean of their last reports.
  ///
  /// @param measured by the integral of their number
  /// @param law by Little's law from their durations
  public record InFlight(double measured, double law) {}

  /// @param at seconds since arrival 0
  /// @param kind by the name of [Mark]
  /// @param text a sentence
  public record LiveMark(double at, String kind, String text) {}

  static LiveView of(RunState run, Standing standing) {
    ReportBuilder builder = new ReportBuilder(run);
    return new LiveView(
        builder.ledger(),
        LiveRequest.busiest(run, MOST_REQUESTS),
        Errors.of(run.totals().ends().outcomes()),
        standing.of(run),
        LiveWorker.worst(run.workers(), MOST_WORKERS),
        run.workers().size(),
        inFlight(run),
        Report.PhaseRow.of(run.plan()),
        marks(run, builder.deals()));
  }

  private static InFlight inFlight(RunState run) {
    double measured = 0;
    double law = 0;
    for (WorkerFold worker : run.workers()) {
      if (!worker.ended()) {
        measured += worker.pulse().meanInFlight();
        law += worker.pulse().lawInFlight();
      }
    }
    return new InFlight(measured, law);
  }

  private static List<LiveMark> marks(RunState run, List<Report.DealRow> deals) {
    List<Report.WorkerRow> changed =
        run.workers().stream()
            .filter(LiveView::hasChanged)
            .sorted(Comparator.comparingLong(LiveView::changedNs).reversed())
            .limit(MOST_MARKS)
            .map(ReportBuilder::worker)
            .toList();
    List<LiveMark> marks = new ArrayList<>();
    for (Change change : Changes.of(changed, latest(deals), run.closed() != null)) {
      marks.add(new LiveMark(change.at(), change.kind().id(), change.text()));
    }
    if (run.stopRequested() != null) {
      marks.add(
          new LiveMark(run.stopRequested().atNs() / 1e9, Mark.STOP.id(), "A stop was asked for."));
    }
    return latest(marks);
  }

  private static boolean hasChanged(WorkerFold worker) {
    return worker.joinedNs() > 0 || worker.ended();
  }

  private static long changedNs(WorkerFold worker) {
    return worker.ended() ? worker.endNs() : worker.joinedNs();
  }

  private static <T> List<T> latest(List<T> all) {
    return all.subList(Math.max(0, all.size() - MOST_MARKS), all.size());
  }
}
