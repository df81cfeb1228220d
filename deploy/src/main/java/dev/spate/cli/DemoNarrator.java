package dev.spate.cli;

import dev.spate.client.RunProgress;
import java.io.PrintStream;
import java.util.Map;

/// Says what happens in the demo while it happens.
final class DemoNarrator implements ProgressView {
  /// When the target stalls, in seconds since the first request.
  static final int STALL_SECONDS = 45;

  private static final Map<String, String> PHASES =
      Map.of(
          "warm-up", "Warm-up: 20/s, kept out of the metrics.",
          "ramp", "Ramp: from 20/s to 200/s, along a straight line.",
          "steady", "Steady: 200/s. At 0:45 the target stops for one second.");

  private final PrintStream err;
  private final ProgressView view;
  private String phase = "";
  private boolean stalled;

  DemoNarrator(PrintStream err, ProgressView view) {
    this.err = err;
    this.view = view;
  }

  @Override
  public void onProgress(RunProgress progress) {
    if (progress.state().equals("running")
        && !progress.phase().equals(phase)
        && PHASES.containsKey(progress.phase())) {
      phase = progress.phase();
      say(PHASES.getOrDefault(phase, ""));
    }
    if (!stalled && progress.elapsedSeconds() >= STALL_SECONDS) {
      stalled = true;
      say("Now the target has stopped answering. The workers keep to the schedule.");
    }
    view.onProgress(progress);
  }

  private void say(String line) {
    view.onEnd();
    err.println(line);
  }

  @Override
  public void onEnd() {
    view.onEnd();
  }
}
