package dev.spate.coordinator.plan;

import dev.spate.plan.SecretHeaders;
import java.util.List;

/// Problems as a terminal shows them: each with the line of the text that it is about and a caret
/// below its column. A line that may hold a secret is left out.
public final class ProblemListing {
  private static final int WIDEST = 160;

  private ProblemListing() {}

  /// @param file the name that the user knows the text by
  /// @param text what was parsed
  public static String of(String file, String text, List<Problem> problems) {
    List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    StringBuilder listing = new StringBuilder();
    for (Problem problem : problems) {
      listing.append(head(file, problem)).append('\n');
      if (problem.line() <= lines.size()) {
        listing.append(excerpt(lines.get(problem.line() - 1), problem.column()));
      }
      if (!problem.suggestion().isEmpty()) {
        listing.append("    ").append(problem.suggestion()).append('\n');
      }
    }
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return listing.append(count).append(" in ").append(file).append('\n').toString();
  }

  private static String head(String file, Problem problem) {
    return new Problem(problem.line(), problem.column(), problem.path(), problem.message(), "")
        .describe(file);
  }

  private static String excerpt(String line, int column) {
    String shown = line.replace('\t', ' ');
    boolean fits = column <= shown.length() + 1 && column <= WIDEST && !shown.isBlank();
    if (!fits || SecretHeaders.mentionedIn(shown)) {
      return "";
    }
    String cut = shown.length() > WIDEST ? shown.substring(0, WIDEST) : shown;
    return "    | " + printable(cut) + "\n    | " + " ".repeat(column - 1) + "^\n";
  }

  private static String printable(String line) {
    StringBuilder shown = new StringBuilder();
    line.codePoints()
        .map(c -> Character.isISOControl(c) || !YamlTree.isPrintable(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
