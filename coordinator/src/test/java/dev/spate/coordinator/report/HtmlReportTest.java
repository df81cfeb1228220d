package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class HtmlReportTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
  @TempDir Path dir;

  private static SimulatedRun hostile() {
    Plan plan =
        Plans.plan(
            List.of(
                Plans.warmup("warm " + HOSTILE, 50, 2), Plans.steady("steady " + HOSTILE, 50, 5)),
            List.of("GET " + HOSTILE),
            List.of(Plans.below(99, 0.25)),
            0);
    return new SimulatedRun(plan, 1)
        .host("host" + HOSTILE + "\u0007")
        .tag("k" + HOSTILE, "v" + HOSTILE);
  }

  private String page(SimulatedRun run) throws IOException {
    RunFiles.write(dir, run::forEach);
    return Files.readString(dir.resolve("report.html"));
  }

  @Test
  void everyWordFromOutsideIsEscaped() throws IOException {
    String page = page(hostile());

    assertThat(page).doesNotContain("<img").doesNotContain("\u0007");
    assertThat(page).contains("GET &lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
    assertThat(page).contains("host&lt;img");
  }

  @Test
  void needsNothingFromAnywhere() throws IOException {
    String page = page(hostile());

    assertThat(page).contains("Content-Security-Policy\" content=\"default-src 'none'");
    assertThat(page).doesNotContain("<script").doesNotContain("<link").doesNotContain("@import");
    assertThat(page).doesNotContain("url(").doesNotContain(" src=\"").doesNotContain(" href=\"");
  }

  @Test
  void adaptsToADarkScheme() throws IOException {
    assertThat(page(hostile())).contains("@media (prefers-color-scheme: dark)");
  }

  @Test
  void theChartsAreWellFormed() throws Exception {
    var svgs = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page(hostile()));
    int charts = 0;
    while (svgs.find()) {
      Document svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svgs.group())));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svgs.group()).doesNotContain("NaN").doesNotContain("Infinity");
      charts++;
    }
    assertThat(charts).isEqualTo(3);
  }

  @Test
  void aStallOfOneSecondIsVisible() throws IOException {
    Plan plan = Plans.plan(Plans.steady("steady", 200, 30));
    String page =
        page(
            new SimulatedRun(plan, 2)
                .target((_, _, due, _) -> {
                  double t = due / 1e9;
                  return Answer.after(0.002 + (t >= 20 && t < 21 ? 21 - t : 0));
                }));

    // The p99 line of the logarithmic chart climbs at the 21st point, and nowhere else.
    var line = Pattern.compile("class=\"line p99\" d=\"(M[^\"]*L[^\"]*)\"").matcher(page);
    assertThat(line.find()).isTrue();
    String[] points = line.group(1).substring(1).split("L");
    assertThat(points).hasSize(30);
    for (int i = 0; i < points.length; i++) {
      double y = Double.parseDouble(points[i].substring(points[i].indexOf(' ') + 1));
      assertThat(y < 100).as("point %d at %s", i, points[i]).isEqualTo(i == 20);
    }
  }

  @Test
  void aRunThatDidNotStartHasAPage() throws IOException {
    Plan plan = Plans.plan(Plans.steady("steady", 10, 2));
    RunFiles.write(
        dir,
        reader -> {
          reader.accept(new SimulatedRun(plan, 1).events().getFirst());
          reader.accept(
              new dev.spate.coordinator.history.RunEvent.Closed(
                  SimulatedRun.START,
                  dev.spate.coordinator.history.RunEvent.Closed.Ending.NOT_STARTED,
                  "Nobody came."));
        });

    assertThat(Files.readString(dir.resolve("report.html"))).contains("Nobody came.");
    assertThat(ReportJson.read(dir.resolve("report.json")).run().startedAt()).isNull();
  }

  @Test
  void theXmlForBuildServersIsWellFormedAndSaysWhatFailed() throws Exception {
    page(hostile());

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(dir.resolve("junit.xml").toFile());
    assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("2");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    // 250 samples have no p99: the verdict and the threshold are errors.
    assertThat(xml.getDocumentElement().getAttribute("errors")).isEqualTo("2");
    assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(2);
  }

  @Test
  void longTimelinesAreDrawnWithFewPoints() {
    TimelinePoints points = new TimelinePoints();
    for (int slot = 0; slot < 10_000; slot++) {
      points.accept(row(slot, slot == 7_777 ? 3.0 : 0.002));
    }

    assertThat(points.points()).hasSizeBetween(TimelinePoints.MOST / 2, TimelinePoints.MOST);
    assertThat(points.points().stream().mapToLong(TimelinePoints.Point::planned).sum())
        .isEqualTo(100_000);
    assertThat(points.points()).anyMatch(p -> p.p99() != null && p.p99() == 3.0);
    assertThat(points.points().getLast().slot() + points.points().getLast().slots())
        .isEqualTo(10_000);
  }

  private static SlotRow row(int slot, double p99) {
    return new SlotRow(
        slot,
        true,
        10,
        10,
        10,
        10,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0.001,
        p99,
        false,
        0,
        0,
        1,
        List.of("a"),
        false,
        List.of(),
        p99,
        p99,
        p99,
        null,
        Map.of(),
        LatencyCounts.NONE);
  }

  @Test
  void axesHaveRoundNumbers() {
    assertThat(Axis.linear(523, 100, 4).ticks()).containsExactly(0.0, 200.0, 400.0, 600.0);
    assertThat(Axis.decades(0.0021, 0.9, 100).ticks())
        .hasSize(4)
        .satisfies(ticks -> assertThat(ticks.getLast()).isBetween(0.99, 1.01));
    assertThat(Axis.time(60, 100, 12).ticks()).hasSize(13).endsWith(60.0);
    assertThat(Axis.decades(0.001, 1, 90).at(0.01)).isBetween(29.9, 30.1);
    assertThat(Axis.linear(0, 100, 4).at(0)).isZero();
  }
}
