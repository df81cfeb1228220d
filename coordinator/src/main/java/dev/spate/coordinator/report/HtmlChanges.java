package dev.spate.coordinator.report;

/// The section of `report.html` that says what happened to the workers.
final class HtmlChanges {
  private HtmlChanges() {}

  /// Empty where nothing happened to them.
  static String of(Report report) {
    var changes = Changes.of(report);
    if (changes.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<section>\n<h2>Changes of workers</h2>\n");
    html.append(
        HtmlTable.wide("Changes of workers")
            + "<table>\n<thead><tr><th>At</th><th class=\"left\">What</th></tr></thead>\n<tbody>\n");
    for (Changes.Change change : changes) {
      html.append(
          "<tr><td>%s</td><td class=\"left said%s\">%s</td></tr>\n"
              .formatted(
                  Figures.time(change.at()),
                  change.bad() ? " fail" : "",
                  Markup.escaped(change.text())));
    }
    return html.append("</tbody>\n</table></div>\n</section>\n").toString();
  }
}
