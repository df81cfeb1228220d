package dev.spate.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings for people, as plain text or as Markdown.
///
/// @param markdown which of the two
record Table(boolean markdown) {
  private static final List<String> HEADINGS =
      List.of("work", "measure", "Spate", "peer", "ratio (lowest to highest)", "goal", "");

  String show(Machine machine, Options options, List<? extends Finding> findings) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADINGS);
    String work = "";
    for (Finding finding : findings) {
      // A work of several rows is named once.
      lines.add(cells(finding, finding.work().equals(work) ? "" : finding.work()));
      work = finding.work();
    }
    return preamble(machine, options) + "\n" + (markdown ? piped(lines) : aligned(lines));
  }

  private String preamble(Machine machine, Options options) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> fact : machine.facts().entrySet()) {
      text.append(markdown ? "- " : "").append(fact.getKey()).append(": ");
      text.append(fact.getValue()).append('\n');
    }
    text.append(markdown ? "- " : "");
    text.append(
        "medians of %d rounds of %d s, in turns with the peer; ratios by pair%s%n"
            .formatted(
                options.rounds(),
                options.seconds(),
                options.smoke() ? "; a smoke test, whose figures say nothing" : ""));
    return text.toString();
  }

  private static List<String> cells(Finding finding, String work) {
    return switch (finding) {
      case Finding.Row row ->
          List.of(
              work,
              row.measure(),
              row.unit().show(row.ours().median()),
              row.peer().map(peer -> peer(row.unit(), peer)).orElse(""),
              row.ratios().map(Table::ratio).orElse(""),
              row.goal().map(goal -> goal.show(row.unit())).orElse(""),
              row.verdict());
      case Finding.Skipped skipped -> List.of(work, "SKIPPED: " + skipped.reason());
      case Finding.Failed failed -> List.of(work, "FAILED: " + failed.reason());
    };
  }

  private static String peer(Unit unit, Finding.Peer peer) {
    return peer.name() + " " + unit.show(peer.samples().median());
  }

  private static String ratio(Samples ratios) {
    return ratios.values().size() == 1
        ? String.format(Locale.ROOT, "%.2f", ratios.median())
        : String.format(
            Locale.ROOT, "%.2f (%.2f to %.2f)", ratios.median(), ratios.least(), ratios.most());
  }

  private static String piped(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      List<String> cells = new ArrayList<>(line);
      while (cells.size() < HEADINGS.size()) {
        cells.add("");
      }
      text.append("| ").append(String.join(" | ", cells)).append(" |\n");
      if (line.equals(HEADINGS)) {
        text.append("|---".repeat(HEADINGS.size())).append("|\n");
      }
    }
    return text.toString();
  }

  private static String aligned(List<List<String>> lines) {
    int[] widths = new int[HEADINGS.size()];
    for (List<String> line : lines) {
      for (int at = 0; line.size() == HEADINGS.size() && at < widths.length; at++) {
        widths[at] = Math.max(widths[at], line.get(at).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      if (!line.getFirst().isEmpty()) {
        text.append(line.getFirst()).append('\n');
      }
      StringBuilder row = new StringBuilder("  ");
      for (int at = 1; at < line.size(); at++) {
        row.append(String.format("%-" + (widths[at] + 2) + "s", line.get(at)));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
