package dev.spate.coordinator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.Resolution;
import dev.spate.plan.Draws;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class RunFilesTest {
  @TempDir Path dir;

  private static final Plan PLAN =
      Plans.plan(
          List.of(Plans.warmup("warmup", 50, 3.5), Plans.steady("steady", 200, 20)),
          List.of("list products", "GET /a,b?c=100%"),
          List.of(Plans.below(99, 0.25)),
          0);

  /// Warm-up takes a second; then up to 20 ms, some failing, and the last half second is never
  /// answered.
  private static SimulatedRun run() {
    return new SimulatedRun(PLAN, 2)
        .target((_, _, due, n) -> {
          long ns = 1_000_000 + Draws.below(Draws.bits(n, due), 19_000_000);
          if (due < 3_500_000_000L) {
            return Answer.after(1);
          }
          return due > 23_000_000_000L
              ? Answer.NEVER
              : new Answer(ns, n % 7 == 0 ? Outcome.CHECK : Outcome.SUCCEEDED, 200);
        });
  }

  @Test
  void writesEveryFileAndNoDrafts() throws IOException {
    Path nested = dir.resolve("results/01RUN");
    RunFiles.write(nested, run()::forEach);
    ReportSchema.check(nested.resolve("report.json"));

    try (Stream<Path> files = Files.list(nested)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "plan.yaml",
              "report.json",
              "report.html",
              "junit.xml",
              "response_time.hlog",
              "service_time.hlog",
              "percentiles.hgrm",
              "timeline.csv");
    }
    assertThat(nested.resolve("plan.yaml")).hasContent(SimulatedRun.TEXT);
  }

  @Test
  void aJournalGivesTheReportThatItsEventsGive() throws IOException {
    try (Journal journal = Journal.create(dir.resolve("journal.pb"))) {
      run().forEach(journal::append);
    }

    assertThat(RunFiles.write(dir)).isEqualTo(run().report());
    assertThat(dir.resolve("report.json")).exists();
  }

  @Test
  void refusesEventsWithoutARun() {
    assertThatThrownBy(() -> RunFiles.write(dir, _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no run");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void theSameEventsGiveTheSameBytes() throws IOException {
    RunFiles.write(dir.resolve("a"), run()::forEach);
    RunFiles.write(dir.resolve("b"), run()::forEach);
    RunFiles.write(dir.resolve("b"), run()::forEach);

    for (String name : List.of("report.json", "report.html", "timeline.csv", "junit.xml")) {
      assertThat(dir.resolve("b").resolve(name))
          .hasSameBinaryContentAs(dir.resolve("a").resolve(name));
    }
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Report report = RunFiles.write(dir, run()::forEach);

    Report read = ReportJson.read(dir.resolve("report.json"));
    assertThat(read.ledger()).isEqualTo(report.ledger());
    assertThat(read.verdict()).isEqualTo(report.verdict());
    assertThat(TextSummary.of(read)).isEqualTo(TextSummary.of(report));
  }

  @Test
  void theLogsTogetherAreTheReportsDistribution() throws IOException {
    Report report = RunFiles.write(dir, run()::forEach);

    for (String metric : List.of("response_time", "service_time")) {
      Histogram sum = new Histogram(3);
      sum.setAutoResize(true);
      try (HistogramLogReader log =
          new HistogramLogReader(dir.resolve(metric + ".hlog").toFile())) {
        while (log.hasNext()) {
          sum.add((Histogram) log.nextIntervalHistogram());
        }
      }
      Report.MetricSummary summary = Reports.metric(report, metric);
      assertThat(sum.getTotalCount()).isEqualTo(summary.count());
      summary
          .percentiles()
          .forEach((percent, value) ->
              assertThat(sum.getValueAtPercentile(Double.parseDouble(percent)) * 1_000 / 1e9)
                  .isEqualTo(value.value()));
    }
  }

  @Test
  void hdrHistogramsOwnProcessorComputesThePercentilesOfTheReport() throws Exception {
    Report report = RunFiles.write(dir, run()::forEach);

    for (Report.RequestRow row : report.requests()) {
      Report.MetricSummary summary = requireNonNull(row.metrics().get("response_time"));
      List<String> last = processed("response_time.hlog", HdrLogExporter.tag(row.name())).getLast();
      // Time: I:count ( 50% 90% Max ) T:count ( 50% 90% 99% 99.9% 99.99% Max ), in milliseconds
      assertThat(last.get(4)).isEqualTo(Long.toString(summary.count()));
      List<String> names = List.of("50", "90", "99", "99.9", "99.99");
      for (int i = 0; i < names.size(); i++) {
        double seconds = requireNonNull(summary.percentiles().get(names.get(i))).value();
        assertThat(last.get(5 + i)).isEqualTo(String.format(Locale.ROOT, "%.3f", seconds * 1e3));
      }
    }
  }

  /// The cells of the processor's interval lines, in comma-separated form without the interval's
  /// own percentiles.
  private List<List<String>> processed(String file, String tag) throws Exception {
    Path out = dir.resolve("processed");
    Thread processor =
        new HistogramLogProcessor(
            new String[] {
              "-csv",
              "-i",
              dir.resolve(file).toString(),
              "-o",
              out.toString(),
              "-tag",
              tag,
              "-outputValueUnitRatio",
              "1000"
            });
    processor.start();
    processor.join();
    return Files.readAllLines(out).stream()
        .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
        .map(line -> List.of(line.split(",")))
        .map(cells ->
            Stream.concat(cells.subList(0, 4).stream(), cells.subList(5, 11).stream()).toList())
        .toList();
  }

  @Test
  void tagsHaveNoCommasSpacesOrLineBreaks() {
    assertThat(HdrLogExporter.tag("list products")).isEqualTo("list%20products");
    assertThat(HdrLogExporter.tag("GET /a,b?c=100%")).isEqualTo("GET%20/a%2Cb?c=100%25");
    assertThat(HdrLogExporter.tag("a\nb\"é")).isEqualTo("a%0Ab%22é");
  }

  @Test
  void thePercentilesFileIsTheReportsToo() throws IOException {
    Report report = RunFiles.write(dir, run()::forEach);

    String text = Files.readString(dir.resolve("percentiles.hgrm"));
    String max =
        String.format(
            Locale.ROOT, "%.3f", requireNonNull(Reports.responseTime(report).max()) * 1e3);
    assertThat(text).contains(max).contains("Total count    =         " + 4_000);
  }

  @Test
  void theTimelineHasOneRowASlotInEveryFormat() throws IOException {
    RunFiles.write(dir, run()::forEach);

    List<String> csv = Files.readAllLines(dir.resolve("timeline.csv"));
    assertThat(csv).hasSize(1 + 24);
    assertThat(csv.getFirst()).isEqualTo(TimelineCsv.HEADER);
    assertThat(csv)
        .allMatch(line -> line.split(",", -1).length == TimelineCsv.HEADER.split(",").length);
    assertThat(csv.get(4)).startsWith("3,true,125,125,125,");
    assertThat(csv.get(4)).contains("warmup;steady");
    List<SlotRow> rows = new java.util.ArrayList<>();
    ReportJson.readTimeline(dir.resolve("report.json"), rows::add);
    assertThat(rows).hasSize(24);
    assertThat(rows.get(23).unanswered()).isPositive();
  }

  @Test
  void aFailureLeavesTheOldFilesAndNoDrafts() throws IOException {
    RunFiles.write(dir, run()::forEach);
    byte[] before = Files.readAllBytes(dir.resolve("response_time.hlog"));

    assertThatThrownBy(() ->
            RunFiles.write(
                dir,
                reader -> {
                  run().events().subList(0, 30).forEach(reader);
                  throw new IllegalStateException("torn");
                }))
        .hasMessage("torn");

    assertThat(Files.readAllBytes(dir.resolve("response_time.hlog"))).isEqualTo(before);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  /// A device that is always full, in the place of the draft.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatCannotBeWrittenWholeIsNotThere() throws IOException {
    for (String name : List.of("response_time.hlog", "service_time.hlog")) {
      Files.createSymbolicLink(dir.resolve("." + name + ".draft"), Path.of("/dev/full"));

      assertThatThrownBy(() -> RunFiles.write(dir, run()::forEach))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("disk full");
      assertThat(dir.resolve(name)).doesNotExist();
      assertThat(dir.resolve("report.json")).doesNotExist();
      try (Stream<Path> files = Files.list(dir)) {
        assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
      }
    }
  }

  @Test
  void linesThatCouldNotBeWrittenAreAFailure() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    assertThatThrownBy(() -> TimelineCsv.write(_ -> {}, full)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> PercentilesFile.write(new LatencySum(Resolution.MICROSECOND), full))
        .isInstanceOf(IOException.class);
  }

  @Test
  void cellsThatASpreadsheetWouldRunAreDefused() {
    assertThat(TimelineCsv.quoted("=1+1")).isEqualTo("'=1+1");
    assertThat(TimelineCsv.quoted("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(TimelineCsv.quoted("steady")).isEqualTo("steady");
  }
}
