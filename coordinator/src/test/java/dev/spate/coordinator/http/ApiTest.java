package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.CoordinatorFixture;
import dev.spate.coordinator.FakeWorker;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.report.RunsOnDisk;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create();
  private final HttpClient client = HttpClient.newHttpClient();
  private String base = "";
  private Path results = Path.of("");

  @BeforeAll
  void serve(@TempDir Path directory) throws Exception {
    results = directory;
    var coordinator = kit.spawn(CoordinatorFixture.inMemory(results));
    kit.spawn(FakeWorker.create("<anna>"));
    var address =
        Api.bind(kit.system(), coordinator, Api.DEFAULT_HOST, 0)
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    base = "http://127.0.0.1:" + address.getPort();
    await().atMost(PATIENCE).until(() -> json(get("/api/v1/workers")).path("workers").size() == 1);
  }

  @AfterAll
  void stop() {
    client.close();
    kit.shutdownTestKit();
  }

  @Test
  void aRunFromItsPlanToItsReport() throws Exception {
    HttpResponse<String> created = submit("?name=a%20name&tag=env%3Dtest", plan("300ms"));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String run = json(created).path("id").stringValue();
    assertThat(created.headers().firstValue("Location")).hasValue("/api/v1/runs/" + run);

    EventStream events = events(run, "");
    assertThat(events.names()).contains("progress", "slot").endsWith("finished");
    assertThat(events.data("finished")).containsExactly("{\"verdict\":\"PASSED\",\"exitCode\":0}");
    assertThat(events.ids()).startsWith(1L).isSorted();

    JsonNode summary = json(get("/api/v1/runs/" + run));
    assertThat(summary.path("name").stringValue()).isEqualTo("a name");
    assertThat(summary.path("state").stringValue()).isEqualTo("finished");
    assertThat(summary.path("verdict").stringValue()).isEqualTo("PASSED");
    assertThat(summary.path("exitCode").intValue()).isZero();
    assertThat(summary.path("progress").isNull()).isTrue();
    assertThat(json(get("/api/v1/runs")).path("runs").path(0).path("id").stringValue())
        .isEqualTo(run);
    assertThat(get("/api/v1/runs/" + run + "/files").body())
        .isEqualTo("{\"files\":[\"plan.yaml\",\"report.json\"]}");
    assertThat(json(get("/api/v1/runs/" + run + "/report.json")).path("format").stringValue())
        .isEqualTo("spate-report/1");
    assertThat(get("/api/v1/runs/" + run + "/files/plan.yaml").body()).isEqualTo(plan("300ms"));
  }

  @Test
  void runsAreFilteredAndHaveTheirFigures() throws Exception {
    HttpResponse<String> created = submit("?name=filtered&tag=env%3Dnight", plan("300ms"));
    String run = json(created).path("id").stringValue();
    events(run, "");
    useReport(run, 12, 1);

    JsonNode row =
        json(get("/api/v1/runs?name=filt*&tag=a%3Db&verdict=passed")).path("runs").path(0);
    assertThat(row.path("id").asString()).isEqualTo(run);
    assertThat(row.path("tags").path("a").asString()).isEqualTo("b");
    assertThat(row.path("figures").path("requestsPerSecond").asDouble()).isEqualTo(200);
    assertThat(json(get("/api/v1/runs?name=filt*&verdict=failed")).path("runs").isEmpty()).isTrue();
    assertThat(json(get("/api/v1/runs?limit=1")).path("runs").size()).isEqualTo(1);
    assertThat(json(get("/api/v1/runs?since=2100-01-01T00:00:00Z")).path("runs").isEmpty())
        .isTrue();

    JsonNode trend = json(get("/api/v1/trends?name=filtered"));
    assertThat(trend.path("name").asString()).isEqualTo("filtered");
    assertThat(trend.path("runs").path(0).path("id").asString()).isEqualTo(run);
  }

  @Test
  void aFilterThatIsNoneIsRefused() throws Exception {
    for (String query :
        List.of("limit=0", "limit=x", "verdict=maybe", "since=yesterday", "tag=x")) {
      assertThat(get("/api/v1/runs?" + query).statusCode()).as(query).isEqualTo(400);
    }
    assertThat(get("/api/v1/trends").statusCode()).isEqualTo(400);
  }

  @Test
  void aFinishedRunIsDeletedWithItsFiles() throws Exception {
    String run = finishedRun();
    assertThat(results.resolve(run)).exists();

    assertThat(delete("/api/v1/runs/" + run + "?files=true").statusCode()).isEqualTo(200);

    assertThat(results.resolve(run)).doesNotExist();
    assertThat(get("/api/v1/runs/" + run).statusCode()).isEqualTo(404);
    assertThat(delete("/api/v1/runs/" + run + "?files=true").statusCode()).isEqualTo(404);
  }

  @Test
  void aRunThatGoesOnIsNotDeleted() throws Exception {
    String run = json(submit("", plan("60s"))).path("id").stringValue();
    try {
      assertThat(delete("/api/v1/runs/" + run + "?files=true").statusCode()).isEqualTo(409);
      assertThat(results.resolve(run)).exists();
    } finally {
      delete("/api/v1/runs/" + run);
      events(run, "");
    }
  }

  private HttpResponse<String> delete(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path)).DELETE().build(), BodyHandlers.ofString());
  }

  /// Puts a whole report in the place of the fixture's, which has only what runs need.
  private void useReport(String run, int seconds, double factor) throws IOException {
    Path source =
        RunsOnDisk.write(
            Files.createTempDirectory(results, ".source"), run, seconds, factor, 0, "name: shop\n");
    Path report = source.resolve("report.json");
    Files.writeString(
        report,
        Files.readString(report)
            .replaceFirst("\"name\" : \"[^\"]*\"", "\"name\" : \"filtered\"")
            .replaceFirst("\"tags\" : \\{ *}", "\"tags\" : {\"a\": \"b\"}"));
    for (String file : List.of("report.json", "response_time.hlog")) {
      Files.copy(
          source.resolve(file),
          results.resolve(run).resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void finishedRunsAreCompared() throws Exception {
    String one = finishedRun();
    String other = finishedRun();

    HttpResponse<String> damaged = get("/api/v1/compare?run=" + one + "&run=" + other);
    assertThat(damaged.statusCode()).isEqualTo(409);
    assertThat(json(damaged).path("error").asString()).contains("report.json is not a report");

    useReport(one, 12, 1);
    useReport(other, 12, 2);
    JsonNode comparison = json(get("/api/v1/compare?run=" + one + "&run=" + other));
    assertThat(comparison.path("runs").path(0).path("id").asString()).isEqualTo(one);
    JsonNode pair = comparison.path("comparisons").path(0);
    assertThat(pair.path("run").asString()).isEqualTo(other);
    assertThat(pair.path("finding").asString()).isEqualTo("slower");
  }

  @Test
  void aComparisonOfNothingIsRefused() throws Exception {
    String run = finishedRun();

    assertThat(get("/api/v1/compare?run=" + run).statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/compare?run=" + run + "&run=" + run).statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/compare?run=" + run + "&run=20260101-000000-aaaa").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theStreamOfAFinishedRunIsResumedFromItsReport() throws Exception {
    String run = finishedRun();
    List<Long> all = events(run, "").ids();
    assertThat(all).hasSizeGreaterThan(2);
    assertThat(events(run, "2").ids()).isEqualTo(all.subList(2, all.size()));
    EventStream nothing = events(run, String.valueOf(all.size()));
    assertThat(nothing.names()).containsExactly("finished");
  }

  @Test
  void theStreamOfARunWithoutAReportSaysThatItIsFinished() throws Exception {
    String run = finishedRun();
    Files.delete(results.resolve(run).resolve("report.json"));
    assertThat(events(run, "").names()).containsExactly("finished");
  }

  @Test
  void theStreamOfALiveRunIsResumed() throws Exception {
    String run = json(submit("", plan("2s"))).path("id").stringValue();
    HttpRequest request = request("/api/v1/runs/" + run + "/events").build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      assertThat(lines.anyMatch("id: 3"::equals)).isTrue();
    }
    assertThat(events(run, "3").ids()).startsWith(4L).isSorted();
  }

  @Test
  void aSecondRunIsRefusedAndTheFirstCanBeStopped() throws Exception {
    String run = json(submit("", plan("10m"))).path("id").stringValue();
    HttpResponse<String> second = submit("", plan("10m"));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(json(second).path("error").stringValue()).contains(run);
    assertThat(get("/api/v1/runs/" + run + "/files").body()).isEqualTo("{\"files\":[]}");
    assertThat(get("/api/v1/runs/" + run + "/report.json").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/api/v1/runs/" + run).statusCode()).isEqualTo(202);
    assertThat(send("DELETE", "/api/v1/runs/" + run).statusCode()).isEqualTo(202);
    assertThat(events(run, "").names()).endsWith("finished");
  }

  @Test
  void everyProblemOfAPlanIsListed() throws Exception {
    HttpResponse<String> rejected =
        submit("", "target: http://127.0.0.1\nphasess: []\nscenarios: {}\n");
    assertThat(rejected.statusCode()).isEqualTo(400);
    JsonNode problems = json(rejected).path("problems");
    assertThat(problems.size()).isGreaterThan(1);
    assertThat(problems.path(0).propertyNames())
        .containsExactly("line", "column", "path", "message", "suggestion");
  }

  @Test
  void mistakesGetASentenceInJson() throws Exception {
    String run = finishedRun();
    assertError(send("GET", "/nowhere"), 404, "nothing at /nowhere");
    assertError(send("PUT", "/api/v1/runs"), 405, "GET, POST");
    assertThat(send("PUT", "/api/v1/runs").headers().firstValue("Allow")).hasValue("GET, POST");
    assertError(send("GET", "/api/v1/runs/20200101-000000-aaaa"), 404, "no run");
    assertError(send("GET", "/api/v1/runs/x"), 404, "no run 'x'");
    assertError(send("DELETE", "/api/v1/runs/20200101-000000-aaaa"), 404, "no run");
    assertError(submit("", "x".repeat(RunsEndpoints.MAX_PLAN + 1)), 413, "at most 4194304 bytes");
    assertError(submit("?tag=x", plan("1s")), 400, "a tag is key=value");
    assertError(submit("?name=" + "x".repeat(101), plan("1s")), 400, "at most 100");
    for (String wrong : List.of("", "11", "-1", "many", "1.5", "99999999999")) {
      assertError(submit("?sampleErrors=" + wrong, plan("1s")), 400, "sampleErrors is a number");
    }
    assertError(post("", plan("1s"), "application/xml"), 415, "not application/xml");
    assertError(follow(run, "x"), 400, "Last-Event-ID");
  }

  private HttpResponse<String> submitWith(String header, String value, String text)
      throws Exception {
    return client.send(
        request("/api/v1/runs")
            .header("Content-Type", "application/yaml")
            .header(header, value)
            .POST(BodyPublishers.ofString(text))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void headersGiveThePlanItsValues() throws Exception {
    String plan = plan("1s") + "variables: { known: 'a ${env(\"KEY\")}' }\n";
    HttpResponse<String> unknown = submitWith("Spate-Variables", "kn%6Fwn=b&other=1", plan);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("other").doesNotContain("KEY");
    HttpResponse<String> without = submitWith("Spate-Environment", "OTHER=1", plan);
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("KEY");
    assertError(submitWith("Spate-Variables", "=1", plan), 400, "NAME=VALUE");
    assertError(submitWith("Spate-Environment", "a=%zz", plan), 400, "percent-encoded");
  }

  private HttpResponse<String> upload(String body) throws Exception {
    return client.send(
        request("/api/v1/runs")
            .header("Content-Type", PlanUpload.TYPE)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void filesComeAlongWithThePlanThatNamesThem() throws Exception {
    String plan =
        plan("1s").replace("flow:", "feeder: data\n    flow:")
            + "feeders: { data: { file: d.csv } }\n";
    String upload = "{\"plan\": %s, \"files\": {\"d.csv\": %s}}";
    String text = Replies.JSON.writeValueAsString(plan);
    HttpResponse<String> wrong = upload(upload.formatted(text, "\"a\\n1,2\\n\""));
    assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(400);
    assertThat(wrong.body()).contains("d.csv: line 2: has 2 values").doesNotContain("scenarios");
    assertThat(submit("", plan).body()).contains("there is no file");
    HttpResponse<String> created = upload(upload.formatted(text, "\"a\\n1\\n\""));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String run = json(created).path("id").stringValue();
    assertThat(events(run, "").names()).endsWith("finished");
    assertError(upload("{\"plan\": 1}"), 400, "files");
    assertError(upload(upload.formatted(text, "1")), 400, "files");
  }

  @Test
  void theQuerySaysHowManyErrorsAreSampled() {
    Plan plan = ((ParsedPlan.Accepted) PlanParser.parse(plan("1s"))).plan();
    Plan three = RunsEndpoints.sampleErrors(Query.create("sampleErrors=3")).apply(plan);
    assertThat(three).isEqualTo(plan.withHttp(plan.http().withSampleErrors(3)));
    assertThat(RunsEndpoints.sampleErrors(Query.create("sampleErrors=0")).apply(three))
        .isEqualTo(plan);
    assertThat(RunsEndpoints.sampleErrors(Query.create("name=x")).apply(three)).isEqualTo(three);
  }

  @Test
  void noPathLeadsOutOfARunsFiles() throws Exception {
    String run = finishedRun();
    String files = "/api/v1/runs/" + run + "/files/";
    for (String name :
        List.of(
            "..%2Freport.json", "%2Fetc%2Fpasswd", "..%5Creport.json", "report.json%00", "spool")) {
      assertThat(send("GET", files + name).statusCode()).as(name).isIn(400, 404);
    }
    assertThat(send("GET", "/api/v1/runs/..%2F" + run).statusCode()).isEqualTo(404);
  }

  @Test
  void otherSitesMayNotStartLoad() throws Exception {
    for (String origin : List.of("http://evil.example", "null", base + "0")) {
      assertThat(withOrigin(origin).statusCode()).as(origin).isEqualTo(403);
    }
    assertThat(withOrigin(base).statusCode()).isEqualTo(400);
  }

  @Test
  void everyAnswerIsSafeInABrowser() throws Exception {
    for (String path : List.of("/api/v1/runs", "/nowhere")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "sandbox");
    }
  }

  /// The page runs its own scripts, asks its own host, and nothing else.
  @Test
  void thePageIsHeldToItsOwnHost() throws Exception {
    HttpResponse<String> page = get("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

    assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(policy)
        .startsWith("default-src 'none'; script-src 'self' 'sha256-")
        .contains("connect-src 'self';", "form-action 'none'", "frame-ancestors 'none'")
        .doesNotContain("sandbox", "script-src 'unsafe-inline'", "http:", "*");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.body()).startsWith("<!doctype html>").contains("/assets/app.js");
  }

  @Test
  void aFileOfThePageIsSentOnlyWhereItHasChanged() throws Exception {
    HttpResponse<String> first = get("/assets/app.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(first.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
    assertThat(first.headers().allValues("Cache-Control")).containsExactly("no-cache");
    assertThat(first.body()).isNotEmpty();

    assertThat(tagged("\"other\"").statusCode()).isEqualTo(200);
    HttpResponse<String> again = tagged("\"other\", W/" + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  private HttpResponse<String> tagged(String tags) throws Exception {
    URI file = URI.create(base + "/assets/app.js");
    return client.send(
        HttpRequest.newBuilder(file).header("If-None-Match", tags).build(),
        BodyHandlers.ofString());
  }

  @Test
  void thePageHasNoOtherFiles() throws Exception {
    for (String name : List.of("nowhere.js", "files.txt", "..%2Fhttp%2Fopenapi.json")) {
      assertError(get("/assets/" + name), 404, "the page has no file");
    }
  }

  @Test
  void workersAreListedAsTheyDescribeThemselves() throws Exception {
    JsonNode worker = json(get("/api/v1/workers")).path("workers").path(0);
    assertThat(worker.propertyNames())
        .containsExactly("id", "host", "cores", "weight", "version", "transport", "state", "run");
    assertThat(worker.path("id").stringValue()).isEqualTo("<anna>");
  }

  @Test
  void isAliveAndReady() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(send("HEAD", "/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void anUnknownHostCannotBeBound() {
    assertThat(
            Api.bind(
                    kit.system(),
                    kit.<Coordinator.Command>createTestProbe().getRef(),
                    "no-such-host.invalid",
                    0)
                .toCompletableFuture())
        .failsWithin(PATIENCE);
  }

  static String plan(String duration) {
    return """
    name: a plan
    target: http://127.0.0.1:8080
    seed: 1
    phases:
      - { name: steady, arrivalRate: 10/s, duration: %s }
    scenarios:
      browse:
        flow:
          - get: /
    """
        .formatted(duration);
  }

  private String finishedRun() throws Exception {
    HttpResponse<String> created = submit("", plan("300ms"));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String run = json(created).path("id").stringValue();
    assertThat(events(run, "").names()).endsWith("finished");
    return run;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> submit(String query, String text) throws Exception {
    return post(query, text, "application/yaml");
  }

  private HttpResponse<String> post(String query, String text, String type) throws Exception {
    return client.send(
        request("/api/v1/runs" + query)
            .header("Content-Type", type)
            // Who sends on to somebody who has hung up may not hear why.
            .expectContinue(text.length() > RunsEndpoints.MAX_PLAN)
            .POST(BodyPublishers.ofString(text))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> withOrigin(String origin) throws Exception {
    return client.send(
        request("/api/v1/runs")
            .header("Origin", origin)
            .POST(BodyPublishers.ofString("not a plan"))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> follow(String run, String lastEventId) throws Exception {
    HttpRequest.Builder request = request("/api/v1/runs/" + run + "/events");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// The whole stream, to its end.
  private EventStream events(String run, String lastEventId) throws Exception {
    HttpResponse<String> response = follow(run, lastEventId);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return EventStream.parse(response.body());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Replies.JSON.readTree(response.body());
  }

  private static void assertError(HttpResponse<String> response, int status, String part) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).path("error").stringValue()).contains(part);
  }
}
