package dev.spate.node;

import dev.spate.coordinator.otlp.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run needs on this machine.
///
/// @param workerProcesses how many processes; 0 for one worker in this process
/// @param results where the runs' directories are made
/// @param allowTargets what the workers may send to: host patterns and address ranges; empty for
///   loopback and private addresses
/// @param tuning how the workers use this machine
/// @param logLevel of the processes
/// @param otlp who hears of the run that goes on; null for nobody
public record LocalClusterSettings(
    int workerProcesses,
    Path results,
    List<String> allowTargets,
    WorkerTuning tuning,
    String logLevel,
    @Nullable OtlpReceiver otlp) {
  /// The most worker processes that one command starts.
  public static final int MAX_WORKER_PROCESSES = 64;

  /// @throws IllegalArgumentException outside the range above
  public LocalClusterSettings {
    allowTargets = List.copyOf(allowTargets);
    if (workerProcesses < 0 || workerProcesses > MAX_WORKER_PROCESSES) {
      throw new IllegalArgumentException(
          "0 to " + MAX_WORKER_PROCESSES + " worker processes, not " + workerProcesses);
    }
  }

  /// How many workers there will be.
  public int workers() {
    return Math.max(1, workerProcesses);
  }
}
