package dev.spate.coordinator.plan;

import java.util.Collection;
import java.util.Locale;

/// Finds what somebody may have meant.
final class Spelling {
  private static final int LONGEST = 100;

  private Spelling() {}

  /// `did you mean "x"?` for the nearest candidate; where none is near, the candidates; where there
  /// are none, nothing.
  static String suggest(String word, Collection<String> candidates) {
    String nearest = nearest(word, candidates);
    if (!nearest.isEmpty()) {
      return "did you mean \"" + nearest + "\"?";
    }
    return candidates.isEmpty() ? "" : "known here: " + String.join(", ", candidates);
  }

  /// The nearest of the candidates, or an empty string where none is near: a third of the letters
  /// may differ, three at most. Case does not count.
  static String nearest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return "";
    }
    String best = "";
    int bestDistance = Math.clamp((word.length() + 1) / 3, 1, 3) + 1;
    for (String candidate : candidates) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// The least number of insertions, deletions, replacements and swaps of neighbours that make one
  /// word of the other (optimal string alignment).
  static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int cheapest(int[][] rows, String a, String b, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
