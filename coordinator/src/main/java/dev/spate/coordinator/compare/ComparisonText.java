package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Figures;
import dev.spate.coordinator.report.TerminalText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A comparison for a terminal, 80 columns wide: first what it comes to, then the figures.
public final class ComparisonText {
  private static final int MOST_REQUESTS = 20;

  private final Comparison comparison;
  private final StringBuilder out = new StringBuilder();

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  public static String of(Comparison comparison) {
    return new ComparisonText(comparison).write();
  }

  private String write() {
    for (int index = 0; index < comparison.pairs().size(); index++) {
      conclusions(index);
    }
    remarks();
    runs();
    for (int index = 0; index < comparison.pairs().size(); index++) {
      pair(index);
    }
    plot();
    return out.toString();
  }

  private static String letter(int run) {
    return String.valueOf((char) ('A' + run));
  }

  private void conclusions(int index) {
    RunPair pair = comparison.pairs().get(index);
    out.append(letter(index + 1)).append(" against A: ").append(words(pair.outcome())).append('\n');
    Conclusions.of(pair).forEach(sentence -> wrapped("  " + sentence, 4));
    out.append('\n');
  }

  private static String words(RunPair.Outcome outcome) {
    return switch (outcome) {
      case SLOWER -> "slower";
      case FASTER -> "faster";
      case MIXED -> "slower in some percentiles, faster in others";
      case NO_DIFFERENCE -> "no difference found";
      case NOT_COMPARABLE -> "nothing can be said";
    };
  }

  private void remarks() {
    out.append("Before you conclude\n");
    comparison.remarks().forEach(remark -> wrapped("  " + TerminalText.line(remark), 4));
    out.append('\n');
  }

  private void runs() {
    out.append(runRow("", "Run", "name", "verdict", "length", "rate", "failed"));
    for (int index = 0; index < comparison.runs().size(); index++) {
      RunColumn run = comparison.runs().get(index);
      out.append(
          runRow(
              letter(index),
              TerminalText.line(run.run().id()),
              TerminalText.shortened(TerminalText.line(run.run().name()), 14),
              run.verdict(),
              Figures.time(run.run().measuredSeconds()),
              Figures.rate(run.perSecond()),
              Figures.part(run.failedShare())));
    }
  }

  private static String runRow(String... cells) {
    return String.format(Locale.ROOT, "%1s  %-20s %-14s %-12s %7s %8s %7s\n", (Object[]) cells);
  }

  private void pair(int index) {
    RunPair pair = comparison.pairs().get(index);
    String b = letter(index + 1);
    out.append('\n').append(row("Response time", "A", b, "change", "95 % interval", "p-value"));
    pair.rows().forEach(row -> out.append(row(row, row.name())));
    if (pair.pairs() > 0) {
      wrapped(
          "  %d pairs of parts of %s; sign-flip test, corrected for several percentiles (Holm)"
              .formatted(pair.pairs(), Figures.time(pair.pairSeconds())),
          4);
    }
    requests(pair, b);
  }

  private void requests(RunPair pair, String b) {
    if (pair.requests().stream().map(Difference::request).distinct().count() < 2) {
      return; // it is the same as above
    }
    out.append('\n').append(row("Requests", "A", b, "change", "95 % interval", "p-value"));
    List<Difference> rows =
        pair.requests().stream()
            .sorted(Comparator.comparing((Difference row) -> !(row.rose() || row.fell())))
            .toList();
    rows.stream().limit(MOST_REQUESTS).forEach(row -> out.append(row(row, named(row))));
    if (rows.size() > MOST_REQUESTS) {
      out.append("  and ").append(rows.size() - MOST_REQUESTS).append(" more (--format json)\n");
    }
  }

  private static String named(Difference row) {
    return TerminalText.shortened(TerminalText.line(String.valueOf(row.request())), 15)
        + " "
        + row.name();
  }

  private static String row(Difference row, String name) {
    String before = Conclusions.shown(row, row.baseline());
    String after = Conclusions.shown(row, row.value());
    return switch (row.finding()) {
      case Difference.Tested tested ->
          row(
              name,
              before,
              after,
              change(tested.ratio()),
              change(tested.low()) + " … " + change(tested.high()),
              String.format(Locale.ROOT, "%.4f", tested.pValue())
                  + (tested.different() ? " *" : "  "));
      case Difference.Untested _ -> row(name, before, after, "", "not compared", "");
    };
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "  %-21s %9s %9s %8s %17s %9s\n", (Object[]) cells)
        .replaceAll(" +\n", "\n");
  }

  private static String change(double ratio) {
    return ratio == 0 || Double.isInfinite(ratio)
        ? "?"
        : String.format(
            Locale.ROOT, Math.abs(ratio - 1) < 0.0995 ? "%+.1f%%" : "%+.0f%%", 100 * (ratio - 1));
  }

  private void plot() {
    out.append("\nPercentiles of the response time (* where several are at the same place)\n");
    out.append(PercentilePlot.of(comparison.runs().stream().map(RunColumn::curve).toList()));
  }

  private void wrapped(String text, int indent) {
    out.append(TerminalText.wrapped(text, indent));
  }
}
