package dev.spate.coordinator.report;

/// Text for a terminal of 80 columns.
public final class TerminalText {
  static final int WIDTH = 80;

  private TerminalText() {}

  /// Names come from plans and machines: what could move the cursor becomes a question mark.
  public static String line(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }

  /// The beginning of a text, with an ellipsis where it is longer.
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /// Beginning and end of a name: names often differ in their ends.
  public static String shortened(String name, int width) {
    int end = (width - 1) / 2;
    return name.length() <= width
        ? name
        : name.substring(0, width - 1 - end) + "…" + name.substring(name.length() - end);
  }

  /// A text in lines that fit, each ended.
  ///
  /// @param indent of all lines but the first, in columns
  public static String wrapped(String text, int indent) {
    StringBuilder out = new StringBuilder();
    String rest = text;
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH);
      int end = space > indent ? space : WIDTH;
      out.append(rest, 0, end).append('\n');
      rest = " ".repeat(indent) + rest.substring(end).stripLeading();
    }
    return out.append(rest).append('\n').toString();
  }
}
