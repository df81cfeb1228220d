package dev.spate.coordinator.history;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finished run, as a list of runs has it.
///
/// @param directory its name within the results directory
/// @param startedAt when arrival 0 was due; where it never started, when it was submitted
/// @param seed as text, as in `report.json`
public record PastRun(
    String directory,
    String id,
    String name,
    Instant startedAt,
    double durationSeconds,
    String verdict,
    int exitCode,
    String target,
    String seed,
    String spateVersion,
    Map<String, String> tags,
    KeyFigures figures) {
  public PastRun {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// What a run came to, outside warm-up. Percentiles are of the response time, in seconds; null
  /// where too few requests make them.
  ///
  /// @param failedShare of the requests, with time-outs and unanswered ones; null where there were
  ///   none
  public record KeyFigures(
      @Nullable Double requestsPerSecond,
      @Nullable Double p50,
      @Nullable Double p90,
      @Nullable Double p99,
      @Nullable Double p999,
      @Nullable Double failedShare,
      int workers) {}
}
