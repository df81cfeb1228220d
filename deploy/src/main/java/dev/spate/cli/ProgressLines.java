package dev.spate.cli;

import dev.spate.client.RunProgress;
import dev.spate.coordinator.report.Figures;
import java.io.PrintStream;
import java.util.Locale;

/// Progress for logs: a line when something begins, and one every 10 s of the run.
final class ProgressLines implements ProgressView {
  private static final double EVERY_SECONDS = 10;

  private final PrintStream err;
  private String saidMessage = "";
  private double nextSeconds = EVERY_SECONDS;

  ProgressLines(PrintStream err) {
    this.err = err;
  }

  @Override
  public void onProgress(RunProgress progress) {
    if (!progress.message().isEmpty() && !progress.message().equals(saidMessage)) {
      saidMessage = progress.message();
      err.println(saidMessage);
    }
    boolean over = progress.elapsedSeconds() >= progress.durationSeconds();
    if (progress.elapsedSeconds() >= nextSeconds && !over) {
      nextSeconds = EVERY_SECONDS * (Math.floor(progress.elapsedSeconds() / EVERY_SECONDS) + 1);
      err.println(line(progress));
    }
  }

  private static String line(RunProgress progress) {
    return String.format(
        Locale.ROOT,
        "%s of %s %s: %s of %s offered, %s requests, p50 %s, p99 %s, %s failed, %d in flight",
        Figures.clock(progress.elapsedSeconds()),
        Figures.clock(progress.durationSeconds()),
        progress.phase().isEmpty() ? progress.state() : progress.phase(),
        Figures.rate(progress.offeredPerSecond()),
        Figures.rate(progress.plannedPerSecond()),
        Figures.rate(progress.requestsPerSecond()),
        Figures.time(progress.p50()),
        Figures.time(progress.p99()),
        Figures.rate(progress.failedPerSecond()),
        progress.inFlight());
  }

  @Override
  public void onEnd() {}
}
