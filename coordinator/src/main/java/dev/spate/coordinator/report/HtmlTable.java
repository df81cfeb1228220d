package dev.spate.coordinator.report;

/// A section of the page that is a table.
final class HtmlTable {
  private final StringBuilder html = new StringBuilder();

  /// @param note plain text under the title, perhaps none
  HtmlTable(String title, String note, String... columns) {
    html.append("<section>\n<h2>%s</h2>\n".formatted(Markup.escaped(title)));
    if (!note.isEmpty()) {
      html.append("<p class=\"note\">%s</p>\n".formatted(Markup.escaped(note)));
    }
    html.append(wide(title)).append("<table>\n<thead><tr>");
    for (String column : columns) {
      html.append("<th>%s</th>".formatted(Markup.escaped(column)));
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  /// The beginning of what may be wider than the window: it is scrolled with the keys, too.
  static String wide(String title) {
    return "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
        .formatted(Markup.escaped(title));
  }

  /// @param markup what goes into the cell
  static String cell(String markup) {
    return "<td>" + markup + "</td>";
  }

  static String cell(String style, String markup) {
    return "<td class=\"" + style + "\">" + markup + "</td>";
  }

  void row(String... cells) {
    html.append("<tr>").append(String.join("", cells)).append("</tr>\n");
  }

  /// Sets what follows apart.
  void newPart() {
    html.append("</tbody><tbody>");
  }

  /// All of it.
  String close() {
    return html.append("</tbody>\n</table></div>\n</section>\n").toString();
  }
}
