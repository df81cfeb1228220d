package dev.spate.coordinator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run in a list of runs.
///
/// @param startedAt when it was submitted or, once arrival 0 is known, when that is due
/// @param result once it is finished
public record RunSummary(
    String id, String name, RunPhase phase, Instant startedAt, @Nullable RunResult result) {
  /// The same run, over.
  RunSummary finished(RunResult with) {
    return new RunSummary(id, name, RunPhase.FINISHED, startedAt, with);
  }
}
