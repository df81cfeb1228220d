package dev.spate.coordinator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a coordinator says of its runs and workers, at this moment.
///
/// @param current the run that is under way, or the last one
/// @param results directory of all runs' files
record Overview(@Nullable CurrentRun current, FinishedRuns history, Path results) {
  /// The active run, then the finished ones.
  Coordinator.Runs runs() {
    List<RunSummary> all = new ArrayList<>();
    if (current != null && current.active()) {
      all.add(current.summary());
    }
    all.addAll(history.all());
    return new Coordinator.Runs(all, results);
  }

  Coordinator.Description describe(String run) {
    for (RunSummary summary : runs().runs()) {
      if (summary.id().equals(run)) {
        boolean active = summary.phase() != RunPhase.FINISHED;
        String progress = active && current != null ? current.progress() : "";
        return new Coordinator.Description.Known(summary, progress, results.resolve(run));
      }
    }
    return new Coordinator.Description.Unknown();
  }

  Coordinator.Workers workers(Collection<Fleet.Worker> fleet) {
    return new Coordinator.Workers(
        fleet.stream()
            .map(worker -> new Coordinator.Worker(worker.description(), runOf(worker)))
            .toList());
  }

  private String runOf(Fleet.Worker worker) {
    return current == null ? "" : current.runOf(worker.description());
  }
}
