package dev.spate.coordinator;

import dev.spate.control.Version;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a coordinator is told when it starts.
///
/// @param results the directory with a directory for each run
/// @param version of Spate, for the report
/// @param limits how long a run waits for what
/// @param keepRuns how many finished runs are kept, the newest; null for all
public record CoordinatorSettings(
    Path results, String version, RunLimits limits, @Nullable Integer keepRuns) {
  /// Keeps all runs.
  public CoordinatorSettings(Path results, String version, RunLimits limits) {
    this(results, version, limits, null);
  }

  /// This version, with the limits that suit a cluster; keeps all runs.
  public CoordinatorSettings(Path results) {
    this(results, Version.current(), RunLimits.DEFAULT);
  }

  /// The same, with another number of runs to keep.
  ///
  /// @param runs 1 or more; null for all
  public CoordinatorSettings keeping(@Nullable Integer runs) {
    return new CoordinatorSettings(results, version, limits, runs);
  }
}
