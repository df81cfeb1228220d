package dev.spate.coordinator.plan;

import java.util.Set;
import java.util.regex.Pattern;

/// A text as a scalar of YAML on one line: as it stands where that is safe, else in double quotes.
public final class YamlText {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z/][A-Za-z0-9/_.?=%~+-]*");
  private static final Pattern SAFE_URL = Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]+)?");
  private static final Pattern SAFE_AMOUNT = Pattern.compile("[0-9]+(?:\\.[0-9]+)?/?[a-z]+");

  /// Words that one YAML reader or another takes for something else than a text.
  private static final Set<String> WORDS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  public static String of(String text) {
    boolean safe =
        SAFE.matcher(text).matches()
            || SAFE_URL.matcher(text).matches()
            || SAFE_AMOUNT.matcher(text).matches();
    return safe && WORDS.stream().noneMatch(text::equalsIgnoreCase) ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (YamlTree.isPrintable(c) && c != 0x85 && c != 0xFEFF && c != 0x2028 && c != 0x2029) {
          quoted.appendCodePoint(c);
        } else {
          quoted.append("\\U%08x".formatted(c));
        }
      }
    }
  }
}
