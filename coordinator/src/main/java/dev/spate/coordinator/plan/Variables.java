package dev.spate.coordinator.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps `${name}` out of what the plan has once for everybody, where nobody has variables yet.
final class Variables {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_.]{0,99}}");

  private Variables() {}

  /// Whether the text has none; reports the first.
  static boolean none(Value at, String text) {
    Matcher variable = VARIABLE.matcher(text);
    if (variable.find()) {
      at.problem("variables such as " + variable.group() + " cannot stand here", "");
      return false;
    }
    return true;
  }
}
