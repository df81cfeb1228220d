package dev.spate.coordinator;

import java.nio.file.Path;

/// What a coordinator is told when it starts.
///
/// @param results the directory with a directory for each run
/// @param version of Spate, for the report
/// @param limits how long a run waits for what
public record CoordinatorSettings(Path results, String version, RunLimits limits) {
  public CoordinatorSettings(Path results, String version) {
    this(results, version, RunLimits.DEFAULT);
  }
}
