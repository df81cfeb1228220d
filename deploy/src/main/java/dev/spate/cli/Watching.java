package dev.spate.cli;

import dev.spate.client.RunListener;
import dev.spate.client.RunProgress;
import java.io.PrintStream;
import java.time.Duration;

/// Tells people how a run is getting on, and what becomes of its coordinator.
///
/// @param err for complaints
record Watching(PrintStream err, ProgressView view) implements RunListener {
  @Override
  public void onProgress(RunProgress progress) {
    view.onProgress(progress);
  }

  @Override
  public void onLost(String reason, Duration patience) {
    view.onEnd();
    err.printf(
        "spate: lost the coordinator (%s); the run may go on without it; looking for it for %d s%n",
        reason, patience.toSeconds());
  }

  @Override
  public void onFound() {
    err.println("spate: the coordinator is there again");
  }
}
