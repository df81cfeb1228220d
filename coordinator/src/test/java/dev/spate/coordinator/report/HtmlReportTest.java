package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.page.PageFiles;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    assertThat(page).contains("host\\u003cimg");
    assertThat(data(page).at("/report/workers/0/host").asString()).contains(HOSTILE);
  }

  @Test
  void needsNothingFromAnywhere() throws IOException {
    String page = page(hostile());

    assertThat(page).contains("Content-Security-Policy\" content=\"default-src 'none'");
    assertThat(page).doesNotContain("<link").doesNotContain("@import").doesNotContain("url(");
    assertThat(page)
        .doesNotContain(" src=\"")
        .doesNotContain(" href=\"")
        .doesNotContain("/assets/");
  }

  @Test
  void hasEveryModuleThatItsModulesAskFor() throws IOException {
    String page = page(hostile());

    for (String name : PageFiles.names()) {
      var imports = Pattern.compile("from \"(spate/[^\"]*)\"").matcher(PageFiles.text(name));
      while (imports.find()) {
        assertThat(page).contains("\"" + imports.group(1) + "\":\"data:text/javascript;base64,");
      }
    }
  }

  @Test
  void noScriptRunsButThoseThatThePolicyNames() throws Exception {
    String page = page(hostile());

    var inline =
        Pattern.compile("<script type=\"(importmap|module)\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    int scripts = 0;
    while (inline.find()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(inline.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(page).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      scripts++;
    }
    assertThat(scripts).isEqualTo(2);
  }

  @Test
  void adaptsToADarkScheme() throws IOException {
    assertThat(page(hostile())).contains("color-scheme: light dark").contains("light-dark(");
  }

  @Test
  void whereNoScriptRunsThereAreTables() throws IOException {
    String page = page(hostile());
    String plain = page.substring(page.indexOf("<noscript>"), page.indexOf("</noscript>"));

    assertThat(plain)
        .contains("INCONCLUSIVE", "<h2>Thresholds</h2>", "<h2>Ledger</h2>", "<h2>Requests</h2>")
        .contains("<td>arrivals planned</td><td>350</td>");
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

    // The p99 climbs at the 21st point, and nowhere else.
    JsonNode p99 = data(page).at("/rows/p99");
    assertThat(p99.size()).isEqualTo(30);
    for (int i = 0; i < p99.size(); i++) {
      assertThat(p99.get(i).asDouble() > 0.1).as("point %d", i).isEqualTo(i == 20);
    }
  }

  static JsonNode data(String page) {
    var data = Pattern.compile("id=\"data\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(data.find()).isTrue();
    return new JsonMapper().readTree(data.group(1));
  }

  @Test
  void anHourOfTwentyRequestsIsLessThanTwoMegabytes() throws IOException {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "GET /a/path/of/" + i).toList();
    Plan plan = Plans.plan(List.of(Plans.steady("steady", 50, 5)), names, List.of(), 0);
    RunFiles.write(dir, new SimulatedRun(plan, 1)::forEach);
    Report report = ReportJson.read(dir.resolve("report.json"));
    Random random = new Random(1);

    String page =
        HtmlReport.of(
            report,
            reader -> {
              for (int slot = 0; slot < 3_600; slot++) {
                reader.accept(busyRow(slot, random));
              }
            });

    assertThat(report.requests()).hasSize(20);
    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
  }

  /// Times over two decades and a half, as of a server that is busy.
  private static SlotRow busyRow(int slot, Random random) {
    List<Long> counts = new ArrayList<>(List.of(40L));
    for (int bucket = 0; bucket < 50; bucket++) {
      counts.add((long) random.nextInt(bucket < 20 ? 200 : 10));
    }
    double time = 0.002 * (1 + random.nextDouble());
    return row(
        slot,
        time,
        new SlotRow.Times(time, time * 1.3, time * 2.1, time * 3.7, time * 11.1),
        new LatencyCounts(counts, counts));
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
    ReportPoints points = new ReportPoints();
    for (int slot = 0; slot < 10_000; slot++) {
      points.accept(
          row(
              slot,
              slot == 7_777 ? 3.0 : 0.002,
              null,
              new LatencyCounts(List.of(40L + slot % 2, 10L), List.of())));
    }

    assertThat(points.points()).hasSizeBetween(ReportPoints.MOST / 2, ReportPoints.MOST);
    assertThat(points.points().stream().mapToLong(p -> p.sums().get("planned")).sum())
        .isEqualTo(100_000);
    assertThat(points.points()).anyMatch(p -> Double.valueOf(3.0).equals(p.times().get("p99")));
    assertThat(points.points().getLast().slot() + points.points().getLast().slots())
        .isEqualTo(10_000);
    assertThat(points.points().getFirst().latency().response()).containsExactly(40L, 20L, 20L);
  }

  private static SlotRow row(
      int slot, double p99, SlotRow.@Nullable Times service, LatencyCounts latency) {
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
        service,
        Map.of(),
        latency);
  }
}
