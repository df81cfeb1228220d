package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.ThresholdResult;
import java.util.ArrayList;
import java.util.List;

/// What a job of GitHub Actions has to say beside a commit: a line for each threshold that does not
/// hold, and for each reason why nothing can be said. The runner reads them from standard output.
public final class GithubAnnotations {
  /// GitHub shows ten of a step.
  private static final int MOST = 10;

  private GithubAnnotations() {}

  /// Workflow commands, one a line; none of a run that passed.
  public static List<String> of(Report report) {
    List<String> lines = new ArrayList<>();
    Verdict verdict = report.verdict();
    if (verdict.result() == Verdict.Result.PASSED) {
      return lines;
    }
    String level = verdict.result() == Verdict.Result.FAILED ? "error" : "warning";
    for (Verdict.Reason reason : verdict.reasons()) {
      if (!reason.code().equals("THRESHOLD_FAILED")) {
        lines.add(command(level, report.run().name() + ": " + reason.code(), reason.message()));
      }
    }
    for (ThresholdResult threshold : report.thresholds()) {
      if (threshold.decided() && !threshold.passed()) {
        lines.add(
            command(
                "error",
                report.run().name() + ": " + TextSummary.rule(threshold),
                "observed " + TextSummary.observed(threshold)));
      }
    }
    return lines.subList(0, Math.min(MOST, lines.size()));
  }

  private static String command(String level, String title, String message) {
    return "::%s title=%s::%s"
        .formatted(level, data(title).replace(":", "%3A").replace(",", "%2C"), data(message));
  }

  /// As the runner wants it: see "workflow commands" in GitHub's documentation.
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
