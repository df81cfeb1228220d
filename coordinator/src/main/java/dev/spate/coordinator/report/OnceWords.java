package dev.spate.coordinator.report;

/// What happened once, in words.
final class OnceWords {
  private OnceWords() {}

  static String of(Report.OnceRow row) {
    String where = row.worker().isEmpty() ? "" : " on " + row.worker();
    String sent =
        "%s%s: %s in %s"
            .formatted(
                row.part(),
                where,
                Figures.of(row.requests(), "request"),
                Figures.time(row.seconds()));
    return row.problem().isEmpty() ? sent + ", done" : sent + ", FAILED: " + row.problem();
  }
}
