package dev.spate.cli;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.report.Figures;
import dev.spate.coordinator.report.TerminalText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finished runs for a terminal of 80 columns.
final class RunsText {
  private static final String NONE = "-";
  private static final int BAR = 13;

  private RunsText() {}

  /// @param runs the newest first
  static String list(List<PastRun> runs) {
    if (runs.isEmpty()) {
      return "no such runs\n";
    }
    StringBuilder out = new StringBuilder();
    out.append(row("Run", "name", "verdict", "rate", "p50", "p99", "failed"));
    for (PastRun run : runs) {
      PastRun.KeyFigures figures = run.figures();
      out.append(
          row(
              TerminalText.shortened(TerminalText.line(run.directory()), 20),
              TerminalText.shortened(TerminalText.line(run.name()), 12),
              run.verdict(),
              rate(figures.requestsPerSecond()),
              time(figures.p50()),
              time(figures.p99()),
              figures.failedShare() == null ? NONE : Figures.part(figures.failedShare())));
    }
    return out.toString();
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-20s %-12s %-12s %8s %7s %7s %7s%n", (Object[]) cells);
  }

  /// @param runs the oldest first
  static String trend(List<PastRun> runs) {
    if (runs.isEmpty()) {
      return "no such runs\n";
    }
    double longest =
        runs.stream()
            .map(run -> run.figures().p99())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    StringBuilder out = new StringBuilder();
    out.append(trendRow("Run", "verdict", "rate", "p50", "", "p99", "", ""));
    PastRun before = null;
    for (PastRun run : runs) {
      PastRun.KeyFigures figures = run.figures();
      PastRun.@Nullable KeyFigures last = before == null ? null : before.figures();
      out.append(
          trendRow(
              TerminalText.shortened(TerminalText.line(run.directory()), 20),
              TerminalText.shortened(run.verdict(), 7),
              rate(figures.requestsPerSecond()),
              time(figures.p50()),
              change(last == null ? null : last.p50(), figures.p50()),
              time(figures.p99()),
              change(last == null ? null : last.p99(), figures.p99()),
              bar(figures.p99(), longest)));
      before = run;
    }
    return out.append("The bars are the p99. spate compare says whether a change is one.\n")
        .toString();
  }

  private static String trendRow(String... cells) {
    return String.format(Locale.ROOT, "%-20s %-7s %8s %7s %6s %7s %6s  %s\n", (Object[]) cells)
        .replaceAll(" +\n", "\n");
  }

  private static String bar(@Nullable Double seconds, double longest) {
    return seconds == null || longest <= 0
        ? ""
        : "█".repeat(Math.clamp(Math.round(BAR * seconds / longest), 1, BAR));
  }

  /// In percent of what it was.
  private static String change(@Nullable Double before, @Nullable Double after) {
    return before == null || after == null || before == 0
        ? ""
        : String.format(
            Locale.ROOT, "%+.0f%%", Math.clamp(100 * (after / before - 1), -999, 9_999));
  }

  private static String time(@Nullable Double seconds) {
    return seconds == null ? NONE : Figures.time(seconds.doubleValue());
  }

  private static String rate(@Nullable Double perSecond) {
    return perSecond == null ? NONE : Figures.rate(perSecond);
  }
}
