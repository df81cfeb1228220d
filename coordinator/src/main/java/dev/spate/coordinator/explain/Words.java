package dev.spate.coordinator.explain;

import dev.spate.coordinator.plan.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Numbers and lines as people read them.
final class Words {
  static final int WIDTH = 80;

  private Words() {}

  /// At most three decimals, none that is zero at the end.
  static String number(double number) {
    String text = String.format(Locale.ROOT, "%,.3f", number);
    return text.replaceAll("0{1,3}$", "").replaceAll("\\.$", "");
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 request`, `1,000 requests`.
  static String counted(long number, String what) {
    return grouped(number) + " " + what + (number == 1 ? "" : "s");
  }

  /// A part of a whole: `98.8%`.
  static String percent(double part) {
    return number(Math.round(part * 1000) / 10.0) + "%";
  }

  /// A time that was computed, to the millisecond.
  static String about(double ns) {
    return Durations.format(Math.round(ns / 1e6) * 1_000_000);
  }

  /// A text in lines of at most [#WIDTH] characters, broken at spaces; a word that is longer has a
  /// line for itself.
  ///
  /// @param first what the first line begins with; the others begin with as many spaces
  static List<String> wrapped(String first, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(first.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
