package dev.spate.coordinator.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was not carried over, and what was assumed: once each, with how often where that is more.
final class Notes {
  private static final int MOST = 100;
  private static final int LONGEST = 200;

  private final Map<String, Integer> counted = new LinkedHashMap<>();
  private int more;

  void add(String note) {
    String line = onOneLine(note);
    if (counted.containsKey(line) || counted.size() < MOST) {
      counted.merge(line, 1, Integer::sum);
    } else {
      more++;
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counted.forEach(
        (note, times) -> lines.add(times == 1 ? note : note + " (" + times + " times)"));
    if (more > 0) {
      lines.add("and " + more + " more");
    }
    return lines;
  }

  /// ASCII and Latin only, so that it can stand in a comment and on a terminal.
  static String onOneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> (c >= ' ' && c < 127) || (c >= 0xA1 && c < 0x2000) ? c : ' ')
        .forEach(line::appendCodePoint);
    return line.toString().strip() + (text.codePointCount(0, text.length()) > LONGEST ? "..." : "");
  }
}
