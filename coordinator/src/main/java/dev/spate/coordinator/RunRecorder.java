package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps what happens in a run, and says what it amounts to. Used by one thread at a time.
public interface RunRecorder extends AutoCloseable {
  /// Makes one.
  @FunctionalInterface
  interface Factory {
    /// Goes on with the record of a run that another process began.
    ///
    /// @param past told of every event that was kept, in order
    /// @throws IOException where there is none, or it cannot be read or written
    default RunRecorder reopen(Path directory, Consumer<String> slots, Consumer<RunEvent> past)
        throws IOException {
      throw new FileNotFoundException("nothing is kept beyond the end of the process");
    }

    /// @param directory of the run's files; made where it is not there
    /// @param slots told of every slot that closes, in order: its timeline row as JSON in one line
    RunRecorder open(Path directory, Consumer<String> slots) throws IOException;
  }

  /// Takes the next event. When this returns, the event survives the end of the process.
  void keep(RunEvent event) throws IOException;

  /// The snapshot since the start, as JSON in one line.
  ///
  /// @param message what the run waits for, or empty
  String progress(RunPhase phase, String message);

  /// The same, and all that people see who watch the run.
  default String live(RunPhase phase, String message) {
    return progress(phase, message);
  }

  /// The figures for monitoring.
  default MetricSnapshots metrics() {
    return new MetricSnapshots();
  }

  /// The first threshold that ends the run and does not hold, by what is kept so far; null where
  /// all hold, and where a stop was asked for before.
  default RunEvent.@Nullable Crossing crossing() {
    return null;
  }

  /// Writes every file of a closed run. Takes its time.
  RunResult finish() throws IOException;

  /// Lets go of the files of a run that will not be finished. Harmless after [#finish()].
  @Override
  void close() throws IOException;
}
