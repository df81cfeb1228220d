package dev.spate.coordinator;

import dev.spate.control.Version;
import java.nio.file.Path;

/// What a coordinator is told when it starts.
///
/// @param results the directory with a directory for each run
/// @param version of Spate, for the report
/// @param limits how long a run waits for what
public record CoordinatorSettings(Path results, String version, RunLimits limits) {
  /// This version, with the limits that suit a cluster.
  public CoordinatorSettings(Path results) {
    this(results, Version.current(), RunLimits.DEFAULT);
  }
}
