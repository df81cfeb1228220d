package dev.spate.coordinator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The timeline as comma-separated values (RFC 4180, but lines end with a line feed), one row a
/// slot. Times are seconds; what is unknown is empty; several phases or marks are separated by
/// semicolons, and so are errors, each as its cause and how many: `timeout=3`.
final class TimelineCsv {
  static final String HEADER =
      "slot,closed,planned,offered,requests,succeeded,failed,timedOut,unanswered,interrupted,dropped,"
          + "missed,lost,repeated,p50,p99,censored,bytesReceived,inFlight,workers,phases,warmup,marks,"
          + "p90,p999,max,serviceP50,serviceP90,serviceP99,serviceP999,serviceMax,errors";

  private TimelineCsv() {}

  static void write(ReportJson.Timeline timeline, OutputStream out) throws IOException {
    PrintStream lines = AtomicFile.lines(out);
    lines.print(HEADER + "\n");
    timeline.forEach(row -> lines.print(line(row) + "\n"));
    AtomicFile.flush(lines);
  }

  private static String line(SlotRow row) {
    return String.join(
        ",",
        Integer.toString(row.slot()),
        Boolean.toString(row.closed()),
        Long.toString(row.planned()),
        Long.toString(row.offered()),
        Long.toString(row.requests()),
        Long.toString(row.succeeded()),
        Long.toString(row.failed()),
        Long.toString(row.timedOut()),
        Long.toString(row.unanswered()),
        Long.toString(row.interrupted()),
        Long.toString(row.dropped()),
        Long.toString(row.missed()),
        Long.toString(row.lost()),
        Long.toString(row.repeated()),
        seconds(row.p50()),
        seconds(row.p99()),
        Boolean.toString(row.censored()),
        Long.toString(row.bytesReceived()),
        Long.toString(row.inFlight()),
        Integer.toString(row.workers()),
        quoted(String.join(";", row.phases())),
        Boolean.toString(row.warmup()),
        quoted(String.join(";", row.marks())),
        seconds(row.p90()),
        seconds(row.p999()),
        seconds(row.max()),
        service(row.service()),
        errors(row.errors()));
  }

  private static String service(SlotRow.@Nullable Times times) {
    return times == null
        ? ",,,,"
        : String.join(
            ",",
            seconds(times.p50()),
            seconds(times.p90()),
            seconds(times.p99()),
            seconds(times.p999()),
            seconds(times.max()));
  }

  private static String errors(Map<String, Long> errors) {
    return errors.entrySet().stream()
        .map(error -> error.getKey() + "=" + error.getValue())
        .collect(Collectors.joining(";"));
  }

  private static String seconds(@Nullable Double value) {
    return value == null ? "" : ReportJson.decimal(value);
  }

  /// Names of phases come from plans: quotes keep commas in, and an apostrophe keeps a spreadsheet
  /// from taking them for a formula.
  static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
