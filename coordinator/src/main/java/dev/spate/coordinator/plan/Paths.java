package dev.spate.coordinator.plan;

import java.util.regex.Pattern;

/// How a place in a plan is written: `scenarios.browse.flow[0].check.status`, and
/// `thresholds["response_time{phase:steady}"]` for a key that is not a simple word.
final class Paths {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,60}");
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_SENTENCE = 200;

  private Paths() {}

  static String key(String path, String key) {
    if (!WORD.matcher(key).matches()) {
      return path + "[\"" + printable(key) + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /// The text on one line and not too long, for messages.
  static String printable(String text) {
    return printable(text, LONGEST_KEY);
  }

  /// What somebody else says about the plan, likewise.
  static String sentence(Throwable e) {
    return printable(String.valueOf(e.getMessage()), LONGEST_SENTENCE);
  }

  private static String printable(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .map(c -> Character.isISOControl(c) || !YamlTree.isPrintable(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > longest ? shown + "..." : shown.toString();
  }
}
