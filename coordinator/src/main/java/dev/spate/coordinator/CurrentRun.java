package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/// The run that is under way, or the last one, as far as its coordinator knows.
///
/// @param workers those that are busy with it
/// @param progress its last snapshot as JSON; empty before the first
record CurrentRun(
    RunSummary summary, Set<String> workers, String progress, ActorRef<Run.Command> ref) {
  boolean active() {
    return summary.phase() != RunPhase.FINISHED;
  }

  boolean is(String run) {
    return summary.id().equals(run);
  }

  CurrentRun advanced(Run.Advanced to) {
    return new CurrentRun(to.summary(), to.workers(), to.progress(), ref);
  }

  /// It failed, and did not say so.
  RunSummary failed() {
    return summary.finished(RunResult.unrecorded("the run failed; the coordinator's log says why"));
  }

  /// Which run a worker is busy with; empty for none.
  String runOf(WorkerDescription worker) {
    return active() && workers.contains(worker.id()) ? summary.id() : "";
  }
}
