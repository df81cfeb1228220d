package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.ThresholdResult;
import java.util.Locale;

/// The report for build servers, in JUnit's XML: a test case for the verdict and one for each
/// threshold. What is inconclusive is an error, what is crossed a failure.
final class JunitXml {
  private JunitXml() {}

  static String of(Report report) {
    Verdict verdict = report.verdict();
    boolean inconclusive = verdict.result() == Verdict.Result.INCONCLUSIVE;
    boolean failed = verdict.result() == Verdict.Result.FAILED;
    long undecided = report.thresholds().stream().filter(rule -> !rule.decided()).count();
    long failures =
        report.thresholds().stream().filter(rule -> rule.decided() && !rule.passed()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\" time=\"%.3f\"%s>\n",
            escaped("spate: " + report.run().name()),
            report.thresholds().size() + 1,
            failures + (failed ? 1 : 0),
            undecided + (inconclusive ? 1 : 0),
            report.run().durationSeconds(),
            timestamp(report.run())));
    testCase(xml, report, "verdict");
    if (inconclusive) {
      problem(xml, "error", "INCONCLUSIVE", reasons(verdict));
    }
    if (failed) {
      problem(xml, "failure", "FAILED", reasons(verdict));
    }
    xml.append("  </testcase>\n");
    for (ThresholdResult threshold : report.thresholds()) {
      testCase(xml, report, TextSummary.rule(threshold));
      if (!threshold.passed()) {
        problem(
            xml,
            threshold.decided() ? "failure" : "error",
            "threshold",
            "observed " + TextSummary.observed(threshold));
      }
      xml.append("  </testcase>\n");
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static String timestamp(Report.Run run) {
    return run.startedAt() == null ? "" : " timestamp=\"" + escaped(run.startedAt()) + "\"";
  }

  private static void testCase(StringBuilder xml, Report report, String name) {
    xml.append("  <testcase classname=\"spate.")
        .append(escaped(report.run().name()))
        .append("\" name=\"")
        .append(escaped(name))
        .append("\" time=\"0\">\n");
  }

  private static void problem(StringBuilder xml, String element, String type, String message) {
    xml.append("    <")
        .append(element)
        .append(" type=\"")
        .append(type)
        .append("\" message=\"")
        .append(escaped(message))
        .append("\"/>\n");
  }

  private static String reasons(Verdict verdict) {
    return String.join(" ", verdict.reasons().stream().map(Verdict.Reason::message).toList());
  }

  private static String escaped(String text) {
    return Markup.escaped(text);
  }
}
