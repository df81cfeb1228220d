package dev.spate.cli;

import dev.spate.client.RunProgress;
import dev.spate.coordinator.report.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Progress for a terminal: a few lines that rewrite themselves. Lines end at the terminal's edge,
/// also where it has become narrower meanwhile.
final class TerminalView implements ProgressView {
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final int WIDEST = 80;
  private static final int BAR = 20;
  private static final int MOST_CAUSES = 3;

  private final PrintStream err;
  private final int width;
  private final boolean colour;
  private final Sparkline p99 = new Sparkline(60);
  private int shownLines;

  /// @param columns of the terminal
  /// @param colour whether errors are red
  TerminalView(PrintStream err, int columns, boolean colour) {
    this.err = err;
    this.width = Math.min(columns - 1, WIDEST);
    this.colour = colour;
  }

  @Override
  public void onProgress(RunProgress progress) {
    if (progress.state().equals("running")) {
      p99.add(progress.p99());
      show(lines(progress));
    } else {
      show(List.of(progress.message().isEmpty() ? progress.state() : progress.message()));
    }
  }

  private List<String> lines(RunProgress now) {
    List<String> lines = new ArrayList<>();
    lines.add(bar(now));
    lines.add(
        String.format(
            Locale.ROOT,
            "  planned %s  offered %s  requests %s  failed %s",
            Figures.rate(now.plannedPerSecond()),
            Figures.rate(now.offeredPerSecond()),
            Figures.rate(now.requestsPerSecond()),
            Figures.part(now.failedPerSecond() / Math.max(1e-9, now.requestsPerSecond()))));
    lines.add(
        String.format(
            Locale.ROOT,
            "  p50 %s  p99 %s  in flight %,d  workers %d",
            Figures.time(now.p50()),
            Figures.time(now.p99()),
            now.inFlight(),
            now.workers()));
    lines.add("  p99 " + p99.drawn(width - 22) + " " + p99.range());
    if (!now.errors().isEmpty()) {
      lines.add("  errors " + causes(now.errors()));
    }
    return lines;
  }

  private static String bar(RunProgress now) {
    double done =
        now.durationSeconds() <= 0 ? 0 : Math.min(1, now.elapsedSeconds() / now.durationSeconds());
    int filled = (int) (done * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f%% %s left  %s",
        "=".repeat(filled),
        " ".repeat(BAR - filled),
        100 * done,
        Figures.clock(now.durationSeconds() - now.elapsedSeconds()),
        now.phase());
  }

  /// The most frequent first.
  private static String causes(Map<String, Long> errors) {
    String first =
        errors.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_CAUSES)
            .map(cause -> String.format(Locale.ROOT, "%s %,d", cause.getKey(), cause.getValue()))
            .collect(Collectors.joining("  "));
    int more = errors.size() - MOST_CAUSES;
    return more > 0 ? first + "  and " + more + " more causes" : first;
  }

  private void show(List<String> lines) {
    StringBuilder frame = new StringBuilder(erasure()).append(NO_WRAP);
    for (int i = 0; i < lines.size(); i++) {
      String line = cut(lines.get(i).replaceAll("\\p{Cc}", "?"));
      boolean bad = colour && line.startsWith("  errors ");
      frame.append(i == 0 ? "" : "\n").append(bad ? RED + line + PLAIN : line);
    }
    err.print(frame.append(WRAP));
    err.flush();
    shownLines = lines.size();
  }

  private String cut(String line) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  /// Back to the beginning of what is shown, and nothing from there on.
  private String erasure() {
    String up = shownLines > 1 ? "\u001b[" + (shownLines - 1) + "A" : "";
    return shownLines == 0 ? "" : "\r" + up + "\u001b[J";
  }

  @Override
  public void onEnd() {
    err.print(erasure());
    err.flush();
    shownLines = 0;
  }
}
