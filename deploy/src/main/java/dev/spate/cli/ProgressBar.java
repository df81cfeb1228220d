package dev.spate.cli;

import dev.spate.client.RunProgress;
import java.io.PrintStream;
import java.util.Locale;

/// Progress for a terminal: one line that rewrites itself.
final class ProgressBar implements ProgressView {
  private static final String REWRITE = "\r\u001b[K";
  private static final int BAR = 20;

  private final PrintStream err;
  private final int columns;
  private boolean shown;

  ProgressBar(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void onProgress(RunProgress progress) {
    String line = line(progress);
    shown = true;
    err.print(REWRITE + (line.length() < columns ? line : line.substring(0, columns - 1)));
    err.flush();
  }

  private static String line(RunProgress progress) {
    if (!progress.state().equals("running")) {
      return progress.message().isEmpty() ? progress.state() : progress.message();
    }
    double done =
        progress.durationSeconds() <= 0
            ? 0
            : Math.min(1, progress.elapsedSeconds() / progress.durationSeconds());
    int filled = (int) (done * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f%% %s left  %s %s  p50 %s p99 %s  errors %s",
        "=".repeat(filled),
        " ".repeat(BAR - filled),
        100 * done,
        Display.clock(progress.durationSeconds() - progress.elapsedSeconds()),
        progress.phase(),
        Display.rate(progress.requestsPerSecond()),
        Display.duration(progress.p50()),
        Display.duration(progress.p99()),
        Display.percent(progress.failedPerSecond(), progress.requestsPerSecond()));
  }

  @Override
  public void onEnd() {
    if (shown) {
      err.print(REWRITE);
      err.flush();
    }
  }
}
