package dev.spate.coordinator.report;

/// The section of the page that accounts for every arrival and every request.
final class HtmlLedger {
  private final StringBuilder html = new StringBuilder();

  private HtmlLedger() {}

  static String of(Report.LedgerEntry ledger) {
    return new HtmlLedger().write(ledger);
  }

  private String write(Report.LedgerEntry ledger) {
    Report.Arrivals arrivals = ledger.arrivals();
    Report.Requests requests = ledger.requests();
    html.append(
        "<section>\n<h2>Ledger <span class=\"%s\">%s</span></h2>\n<div class=\"sums\">\n"
            .formatted(
                ledger.balanced() ? "pass" : "fail",
                ledger.balanced() ? "balanced" : "not balanced"));
    html.append("<div class=\"sum\">");
    total(arrivals.planned(), "arrivals planned");
    account(arrivals.completed(), "completed");
    account(arrivals.interrupted(), "interrupted");
    account(arrivals.dropped(), "dropped");
    account(arrivals.missed(), "missed");
    account(arrivals.lost(), "lost");
    if (arrivals.repeated() > 0) {
      html.append(
          "<span>besides <b>%s</b> repeated</span>".formatted(Figures.count(arrivals.repeated())));
    }
    html.append("</div>\n<div class=\"sum\">");
    total(requests.started(), "requests started");
    account(requests.succeeded(), "succeeded");
    account(requests.failed(), "failed");
    account(requests.timedOut(), "timed out");
    account(requests.unanswered(), "unanswered");
    html.append("</div>\n</div>\n<p class=\"note\">Warm-up included.</p>\n</section>\n");
    return html.toString();
  }

  private void total(long count, String what) {
    html.append("<span><b>%s</b> %s =</span>".formatted(Figures.count(count), what));
  }

  private void account(long count, String what) {
    html.append(
        "<span%s><b>%s</b> %s</span>"
            .formatted(count == 0 ? " class=\"zero\"" : "", Figures.count(count), what));
  }
}
