package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorSamplesTest {
  private static final String HOSTILE = "HTTP/1.1 500 <script>\u001b[2J\nx: \"&'\n\n<img src=x>";
  private static final List<String> NAMES = List.of("GET /a", "GET /b");

  @TempDir Path dir;

  private static Plan plan(int sampleErrors) {
    Plan plan = Plans.plan(List.of(Plans.steady("steady", 50, 4)), NAMES, List.of(), 0);
    return plan.withHttp(plan.http().withSampleErrors(sampleErrors));
  }

  private static ErrorSample sample(String request, Outcome outcome, long atNs) {
    return new ErrorSample(request, outcome, 503, atNs, "HTTP/1.1 503 Busy\n");
  }

  private static Interval with(Interval interval, List<ErrorSample> samples) {
    return new Interval(
        interval.worker(),
        interval.incarnation(),
        interval.sequence(),
        interval.untilNs(),
        interval.arrivals(),
        interval.requests(),
        interval.health(),
        samples,
        interval.deal());
  }

  /// A run of two workers, each of which sees these failures in its first second.
  private static List<RunEvent> run(int sampleErrors, ErrorSample... samples) {
    List<RunEvent> events = new ArrayList<>();
    new SimulatedRun(plan(sampleErrors), 2)
        .forEach(event ->
            events.add(
                event instanceof RunEvent.Reported(Interval interval) && interval.sequence() == 0
                    ? new RunEvent.Reported(with(interval, List.of(samples)))
                    : event));
    return events;
  }

  private static Report report(List<RunEvent> events) {
    RunFold fold = new RunFold(_ -> {});
    events.forEach(fold::accept);
    return fold.report();
  }

  @Test
  void theEarliestOfTheClusterAreKept() {
    Report report =
        report(
            run(
                3,
                sample("GET /a", Outcome.STATUS_5XX, 300),
                sample("GET /a", Outcome.STATUS_5XX, 100),
                sample("GET /a", Outcome.STATUS_5XX, 200)));
    assertThat(report.errorSamples())
        .extracting(Report.ErrorSample::at)
        .containsExactly(100e-9, 100e-9, 200e-9);
    assertThat(report.errorSamples())
        .extracting(Report.ErrorSample::worker)
        .containsExactly("w1", "w2", "w1");
  }

  @Test
  void eachRequestAndOutcomeHasItsOwn() {
    Report report =
        report(
            run(
                1,
                sample("GET /b", Outcome.STATUS_5XX, 1),
                sample("GET /a", Outcome.MALFORMED_RESPONSE, 2),
                sample("GET /a", Outcome.STATUS_5XX, 3)));
    assertThat(report.errorSamples())
        .extracting(sample -> sample.request() + " " + sample.outcome())
        .containsExactly("GET /a status_5xx", "GET /a malformed_response", "GET /b status_5xx");
  }

  @Test
  void theOrderInWhichReportsComeDoesNotMatter() {
    List<Interval> intervals = new ArrayList<>();
    Interval any = anInterval();
    for (int i = 0; i < 200; i++) {
      Outcome outcome = i % 3 == 0 ? Outcome.STATUS_5XX : Outcome.CHECK;
      ErrorSample sample = sample(NAMES.get(i % 2), outcome, 7_919L * i % 50);
      Interval of =
          new Interval(
              "w" + i % 5, 1, i, 0, List.of(), List.of(), any.health(), List.of(sample), 0);
      intervals.add(of);
    }
    List<Report.ErrorSample> inOrder = folded(10, intervals);
    assertThat(inOrder).hasSize(40);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(intervals, new Random(seed));
      assertThat(folded(10, intervals)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  private static Interval anInterval() {
    return new SimulatedRun(plan(0), 1)
        .events().stream()
            .filter(RunEvent.Reported.class::isInstance)
            .map(event -> ((RunEvent.Reported) event).interval())
            .findFirst()
            .orElseThrow();
  }

  private static List<Report.ErrorSample> folded(int sampleErrors, List<Interval> intervals) {
    ErrorSampleFold fold = new ErrorSampleFold(plan(sampleErrors));
    intervals.forEach(fold::add);
    return fold.rows();
  }

  @Test
  void allKindsTogetherHaveABound() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add("request " + i);
    }
    Plan many = Plans.plan(List.of(Plans.steady("steady", 50, 4)), names, List.of(), 0);
    ErrorSampleFold fold = new ErrorSampleFold(many.withHttp(many.http().withSampleErrors(10)));
    Interval any = anInterval();
    for (int i = 2_000; i > 0; i--) {
      Outcome outcome = i % 200 < 100 ? Outcome.CHECK : Outcome.STATUS_5XX;
      fold.add(with(any, List.of(sample(names.get(i % 100), outcome, i))));
    }
    assertThat(fold.rows())
        .hasSize(ErrorSampleFold.MOST)
        .allSatisfy(row -> assertThat(row.at()).isLessThanOrEqualTo(1_000e-9));
  }

  @Test
  void whatThePlanHasNotIsPassedOver() {
    assertThat(report(run(3, sample("GET /c", Outcome.STATUS_5XX, 1))).errorSamples()).isEmpty();
    assertThat(report(run(0, sample("GET /a", Outcome.STATUS_5XX, 1))).errorSamples()).isEmpty();
  }

  @Test
  void theReportComesBackFromItsFile() throws IOException {
    List<RunEvent> events =
        run(2, new ErrorSample("GET /a", Outcome.STATUS_5XX, 500, 1_500_000_000, HOSTILE));
    RunFiles.write(dir, reader -> events.forEach(reader));
    Report read = ReportJson.read(dir.resolve("report.json"));
    assertThat(read.errorSamples()).isEqualTo(report(events).errorSamples()).hasSize(2);
    Report.ErrorSample first = read.errorSamples().getFirst();
    assertThat(first.text()).isEqualTo(HOSTILE);
    assertThat(first.at()).isEqualTo(1.5);
    assertThat(first.status()).isEqualTo(500);
  }

  @Test
  void thePageShowsThemEscaped() throws IOException {
    List<RunEvent> events =
        run(1, new ErrorSample("GET /a", Outcome.STATUS_5XX, 500, 1_500_000_000, HOSTILE));
    RunFiles.write(dir, reader -> events.forEach(reader));
    String page = Files.readString(dir.resolve("report.html"));
    assertThat(page).doesNotContain("500 <script").doesNotContain("<img").doesNotContain("\u001b");
    assertThat(page).contains("HTTP/1.1 500 \\u003cscript>", "\\u003cimg src=x>");
    assertThat(HtmlReportTest.data(page).at("/report/errorSamples/0/text").asString())
        .startsWith("HTTP/1.1 500 <script>");
  }

  @Test
  void theSummaryShowsTheirFirstLines() {
    Report report =
        report(run(1, new ErrorSample("GET /a", Outcome.STATUS_5XX, 500, 1_500_000_000, HOSTILE)));
    assertThat(TextSummary.of(report))
        .contains("Error samples (whole in report.html)\n")
        .contains("  GET /a, status_5xx at 1.50 s: HTTP/1.1 500 <script>?[2J\n");
    assertThat(TextSummary.of(report(run(1)))).doesNotContain("Error samples");
  }
}
