package dev.spate.coordinator.history;

/// Texts in which `*` stands for anything.
final class Wildcards {
  private Wildcards() {}

  static boolean match(String pattern, String text) {
    String[] parts = pattern.split("\\*+", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!text.startsWith(parts[0]) || text.length() < parts[0].length() + last.length()) {
      return false;
    }
    int at = parts[0].length();
    for (int index = 1; index < parts.length - 1; index++) {
      int found = text.indexOf(parts[index], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[index].length();
    }
    return text.length() - last.length() >= at && text.endsWith(last);
  }

  /// The same for SQLite's GLOB, in which more characters than that are special.
  static String glob(String pattern) {
    return pattern.replace("[", "[[]").replace("?", "[?]");
  }
}
