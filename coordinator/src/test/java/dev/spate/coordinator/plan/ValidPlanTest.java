package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Deadlines;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Metric;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Rate;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.plan.Think;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ValidPlanTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @Test
  void theShortestPlanHasTheDefaults() {
    ParsedPlan parsed = PlanParser.parse(Plans.SHORTEST, () -> 77);
    Plan expected =
        new Plan(
            "plan",
            new Target(Target.Scheme.HTTP, "127.0.0.1", 8080, ""),
            77,
            1024,
            HttpOptions.DEFAULT,
            List.of(
                new Phase(
                    "phase-1",
                    30 * SECOND_NS,
                    new OpenLoad(Rate.perSecond(20), Rate.perSecond(20), OpenLoad.Arrivals.UNIFORM),
                    false,
                    50_000,
                    Phase.OnLimit.WAIT)),
            List.of(new Scenario("visit", 1, List.of(request("GET /", "GET", "/")))),
            List.of(),
            Workers.DEFAULT,
            30 * SECOND_NS);
    assertThat(parsed).isEqualTo(new ParsedPlan.Accepted(expected, Plans.SHORTEST));
  }

  @Test
  void usersKeepCookiesUnlessTheScenarioSaysOtherwise() {
    assertThat(Plans.plan(Plans.SHORTEST).scenarios().getFirst().cookies()).isTrue();
    String without = Plans.SHORTEST.replace("    flow:", "    cookies: false\n    flow:");
    assertThat(Plans.plan(without).scenarios().getFirst().cookies()).isFalse();
  }

  @Test
  void cookiesAreOfUseWhereARequestMayFollowARequest() {
    String get = "- get: /\n";
    String loop = "- { loop: { times: 2 }, do: [{ get: / }] }\n";
    assertThat(usesCookies(get)).isFalse();
    assertThat(usesCookies(get + "      - get: /b\n")).isTrue();
    assertThat(usesCookies(loop)).isTrue();
    assertThat(usesCookies(loop.replace("loop: { times: 2 }", "group: g"))).isFalse();
  }

  private static boolean usesCookies(String flow) {
    String plan = Plans.SHORTEST.replace("- get: /\n", flow);
    return Plans.plan(plan).scenarios().getFirst().usesCookies();
  }

  @Test
  void readsTls() {
    String tls =
        "http: { tls: { insecure: false, serverName: shop.example, versions: [TLSv1.3], ca: ca.pem,"
            + " certificate: /c.pem, key: /k.pem, resumption: false, provider: openssl } }\n";
    Plan plan = Plans.plan(Plans.SHORTEST.replace("http://", "https://") + tls);
    assertThat(plan.http().tls())
        .isEqualTo(
            new TlsOptions(
                false,
                "shop.example",
                List.of("TLSv1.3"),
                "ca.pem",
                "/c.pem",
                "/k.pem",
                false,
                TlsOptions.Provider.OPENSSL));
  }

  @Test
  void readsWhatStandsAtTheTop() {
    Plan plan = Plans.plan(Plans.FULL);
    assertThat(plan.name()).isEqualTo("shop");
    assertThat(plan.target())
        .isEqualTo(new Target(Target.Scheme.HTTPS, "staging.shop.example", 8443, "/v2"));
    assertThat(plan.seed()).isEqualTo(-42);
    assertThat(plan.lanes()).isEqualTo(64);
    assertThat(plan.gracefulStopNs()).isEqualTo(10 * SECOND_NS);
    assertThat(plan.workers())
        .isEqualTo(new Workers(3, 5, 0.05, Workers.OnLoss.CONTINUE, 45_000_000_000L));
    assertThat(plan.http())
        .isEqualTo(
            HttpOptions.DEFAULT
                .withProtocol(Protocol.HTTP1)
                .withDeadlines(new Deadlines(500_000_000L, SECOND_NS, 750_000_000L, 2_500_000_000L))
                .withHeaders(
                    List.of(
                        new Header("accept", "application/json"),
                        new Header("Authorization", "Bearer very-s3cret")))
                .withConnections(
                    new ConnectionOptions(
                        200,
                        ConnectionOptions.KeepAlive.SHARED,
                        false,
                        8,
                        ConnectionOptions.DEFAULT.streams(),
                        50,
                        ConnectionOptions.Resolve.ONCE,
                        0,
                        List.of(),
                        "",
                        "")));
  }

  @ParameterizedTest
  @EnumSource
  void readsWhoMayUseAConnectionAgain(ConnectionOptions.KeepAlive keepAlive) {
    Plan plan =
        Plans.plan(
            Plans.SHORTEST + "http: { connections: { keepAlive: " + keepAlive.id() + " } }\n");
    assertThat(plan.http().connections().keepAlive()).isEqualTo(keepAlive);
  }

  @Test
  void theFirstByteMayTakeAsLongAsTheRequestUnlessThePlanSaysOtherwise() {
    Plan plan = Plans.plan(Plans.SHORTEST + "http: { timeout: 90s }\n");
    assertThat(plan.http().deadlines().firstByteNs()).isEqualTo(90 * SECOND_NS);
  }

  @Test
  void readsPhases() {
    Phase.OnLimit wait = Phase.OnLimit.WAIT;
    Rate ten = Rate.perSecond(10);
    assertThat(Plans.plan(Plans.FULL).phases())
        .containsExactly(
            new Phase(
                "warm",
                30 * SECOND_NS,
                new OpenLoad(ten, ten, OpenLoad.Arrivals.UNIFORM),
                true,
                50_000,
                wait),
            new Phase(
                "phase-2",
                90 * SECOND_NS,
                new OpenLoad(
                    Rate.perSecond(20), new Rate(1, 2 * SECOND_NS), OpenLoad.Arrivals.UNIFORM),
                false,
                50_000,
                wait),
            new Phase(
                "steady",
                300 * SECOND_NS,
                new OpenLoad(Rate.perSecond(1), Rate.perSecond(1), OpenLoad.Arrivals.POISSON),
                false,
                4_000,
                Phase.OnLimit.DROP),
            new Phase(
                "soak", 600 * SECOND_NS, new ClosedLoad(200, 10, 5 * SECOND_NS), false, 200, wait));
  }

  @Test
  void readsScenarios() {
    Header page = new Header("x-page", "1");
    Header json = new Header("content-type", "application/json");
    Header patch = new Header("Content-Type", "application/merge-patch+json");
    Header cookie = new Header("cookie", "sid=s3cret; b=c");
    Body order = Body.of("{\"user\":7,\"tags\":[\"a\",\"1\",1.50,true,null]}");
    assertThat(Plans.plan(Plans.FULL).scenarios())
        .containsExactly(
            new Scenario(
                "browse",
                80,
                List.of(
                    new HttpRequest(
                        "list products",
                        "GET",
                        "/products?page=1",
                        List.of(page),
                        Body.EMPTY,
                        Set.of(200)),
                    new Think(SECOND_NS, 3 * SECOND_NS),
                    request("GET /products", "GET", "/products?page=2"),
                    new Think(250_000, 250_000),
                    request("HEAD /products", "HEAD", "/products"))),
            new Scenario(
                "buy",
                1,
                List.of(
                    new HttpRequest(
                        "POST /orders",
                        "POST",
                        "/orders",
                        List.of(cookie, json),
                        order,
                        Set.of(200, 201)),
                    new HttpRequest(
                        "PUT /orders/1",
                        "PUT",
                        "/orders/1",
                        List.of(patch),
                        Body.of("\"hello\""),
                        Set.of()),
                    new HttpRequest(
                        "PATCH /orders/1",
                        "PATCH",
                        "/orders/1",
                        List.of(),
                        Body.of("a=b"),
                        Set.of()),
                    request("DELETE /orders/1", "DELETE", "/orders/1"),
                    request("OPTIONS /orders", "OPTIONS", "/orders"))));
  }

  @Test
  void readsThresholds() {
    assertThat(Plans.plan(Plans.FULL).thresholds())
        .containsExactly(
            rule(Metric.RESPONSE_TIME, p(95), Comparison.LESS, 0.3, "p(95)<300ms"),
            rule(Metric.RESPONSE_TIME, p(99.9), Comparison.AT_MOST, 1.5, "p(99.9) <= 1.5s"),
            new Threshold(
                Metric.RESPONSE_TIME,
                "list products",
                "steady",
                Statistic.Simple.AVG,
                Comparison.LESS,
                1,
                "avg<1s"),
            rule(Metric.FAILED, Statistic.Simple.RATE, Comparison.LESS, 0.01, "rate<1%"),
            rule(Metric.OFFERED, Statistic.Simple.RATE, Comparison.AT_LEAST, 0.99, "rate>=0.99"),
            rule(Metric.REQUESTS, Statistic.Simple.RATE, Comparison.GREATER, 10, "rate>600/m"),
            rule(Metric.REQUESTS, Statistic.Simple.COUNT, Comparison.GREATER, 100, "count>100"),
            new Threshold(
                Metric.FIRST_BYTE,
                "",
                "",
                Statistic.Simple.MAX,
                Comparison.LESS,
                2,
                "max<2s",
                90_000_000_000L,
                true,
                10_000_000_000L),
            rule(Metric.SCHEDULE_LAG, Statistic.Simple.MAX, Comparison.LESS, 0.001, "max<1ms"));
  }

  @Test
  void readsExponentialThinkTimes() {
    Plan plan = Plans.plan(Plans.withStep("- get: /\n- think: exponential(1m30s)\n"));
    assertThat(plan.scenarios().getFirst().flow().getLast())
        .isEqualTo(Think.exponential(90_000_000_000L));
  }

  @Test
  void choosesAnotherSeedEachTime() {
    assertThat(Plans.plan(Plans.SHORTEST).seed()).isNotEqualTo(Plans.plan(Plans.SHORTEST).seed());
  }

  @Test
  void readsJsonAsItReadsYaml() {
    String json =
        """
        {"target": "http://127.0.0.1:8080", "seed": 5,
         "phases": [{"arrivalRate": "20/s", "duration": "30s"}],
         "scenarios": {"visit": {"flow": [{"get": "\\/"}]}}}
        """;
    assertThat(Plans.plan(json)).isEqualTo(Plans.plan(Plans.SHORTEST + "seed: 5\n"));
  }

  @Test
  void readsTheSameWithAByteOrderMarkAndWindowsLines() {
    Plan plan = Plans.plan(Plans.FULL);
    assertThat(Plans.plan("\uFEFF" + Plans.FULL.replace("\n", "\r\n"))).isEqualTo(plan);
  }

  @Test
  void anAliasStandsForItsValue() {
    String plan =
        Plans.withStep(
            """
            - { get: /a, headers: &common { accept: "*/*" } }
            - { get: /b, headers: *common }
            """);
    assertThat(Plans.plan(plan).scenarios().getFirst().flow())
        .allSatisfy(step ->
            assertThat(((HttpRequest) step).headers())
                .containsExactly(new RequestHeader("accept", Template.of("*/*"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://a.example          | http://a.example
          HTTP://A.Example:80/      | http://a.example
          https://a.example:443//   | https://a.example
          http://my_host:81/x/y     | http://my_host:81/x/y
          http://[::1]:8080         | http://[::1]:8080
          https://[fe80::1]/api     | https://[fe80::1]/api
          http://127.0.0.1          | http://127.0.0.1
          """)
  void readsTargets(String url, String normal) {
    String plan = Plans.SHORTEST.replace("http://127.0.0.1:8080", "\"" + url + "\"");
    assertThat(Plans.plan(plan).target().url()).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                     | {}
          []                     | []
          ~                      | null
          True                   | true
          tRue                   | "tRue"
          0x1F                   | 31
          0o17                   | 15
          +5                     | 5
          007                    | 7
          .5                     | 0.5
          1e3                    | 1e3
          -0.10                  | -0.10
          123456789012345678901234567890 | 123456789012345678901234567890
          '5'                    | "5"
          "a\\u0041\\n"          | "aA\\n"
          { 1: 2, true: no }     | {"1":2,"true":"no"}
          [[a, [b]], { c: [] }]  | [["a",["b"]],{"c":[]}]
          """)
  void writesJsonBodies(String yaml, String json) {
    Plan plan = Plans.plan(Plans.withStep("- { post: /, json: " + yaml + " }"));
    HttpRequest request = (HttpRequest) plan.scenarios().getFirst().flow().getFirst();
    assertThat(request.body()).isEqualTo(Body.of(json));
  }

  @Test
  void aDefaultNameIsCutWhereItIsLong() {
    Plan plan = Plans.plan(Plans.withStep("- get: /" + "a".repeat(500)));
    assertThat(plan.requestNames()).singleElement().asString().hasSize(100).endsWith("a...");
  }

  @Test
  void theWholePlansContentTypeIsEnoughForJson() {
    String plan =
        Plans.withStep("- { post: /, json: {} }")
            + "http: { headers: { Content-Type: application/vnd.api+json } }\n";
    HttpRequest request = (HttpRequest) Plans.plan(plan).scenarios().getFirst().flow().getFirst();
    assertThat(request.headers()).isEmpty();
  }

  private static HttpRequest request(String name, String method, String path) {
    return new HttpRequest(name, method, path, List.of(), Body.EMPTY, Set.of());
  }

  private static Statistic p(double percent) {
    return new Statistic.Percentile(percent);
  }

  private static Threshold rule(
      Metric metric, Statistic statistic, Comparison comparison, double limit, String text) {
    return new Threshold(metric, "", "", statistic, comparison, limit, text);
  }

  private static List<Phase> phases(String phase) {
    return Plans.plan(
            """
            target: http://127.0.0.1:8080
            phases: [ %s ]
            scenarios: { browse: { flow: [{ get: / }] }, buy: { flow: [{ post: / }] } }
            """
                .formatted(phase))
        .phases();
  }

  @Test
  void stepsArePhasesOfTheirOwn() {
    assertThat(
            phases(
                "{ name: stairs, maxVUs: 7, onLimit: drop, scenarios: [buy], steps: ["
                    + "{ arrivalRate: 1/s, duration: 1s }, "
                    + "{ arrivalRate: 1/s, rampTo: 3/s, duration: 2s }] }"))
        .containsExactly(
            new Phase(
                "stairs-1",
                SECOND_NS,
                new OpenLoad(Rate.perSecond(1), Rate.perSecond(1), OpenLoad.Arrivals.UNIFORM),
                false,
                7,
                Phase.OnLimit.DROP,
                List.of("buy"),
                Phase.FOLLOWS),
            new Phase(
                "stairs-2",
                2 * SECOND_NS,
                new OpenLoad(Rate.perSecond(1), Rate.perSecond(3), OpenLoad.Arrivals.UNIFORM),
                false,
                7,
                Phase.OnLimit.DROP,
                List.of("buy"),
                Phase.FOLLOWS));
  }

  @Test
  void stepsMayBeOfUsers() {
    assertThat(
            phases(
                "{ pacing: 2s, steps: ["
                    + "{ users: 5, duration: 1s }, { users: 5, rampTo: 9, duration: 1s }] }"))
        .extracting(Phase::name, Phase::load)
        .containsExactly(
            tuple("phase-1-1", new ClosedLoad(5, 5, 2 * SECOND_NS)),
            tuple("phase-1-2", new ClosedLoad(5, 9, 2 * SECOND_NS)));
  }

  @Test
  void aSpikeRisesHoldsAndFalls() {
    OpenLoad rise = new OpenLoad(Rate.perSecond(2), Rate.perSecond(9), OpenLoad.Arrivals.POISSON);
    assertThat(
            phases(
                "{ name: sale, arrivals: poisson, warmup: false,"
                    + " spike: { from: 2/s, to: 9/s, rise: 1s, hold: 2s, fall: 3s } }"))
        .extracting(Phase::name, Phase::durationNs, Phase::load)
        .containsExactly(
            tuple("sale-rise", SECOND_NS, rise),
            tuple("sale-peak", 2 * SECOND_NS, new OpenLoad(rise.to(), rise.to(), rise.arrivals())),
            tuple(
                "sale-fall", 3 * SECOND_NS, new OpenLoad(rise.to(), rise.from(), rise.arrivals())));
  }

  @Test
  void aSpikeMayJump() {
    assertThat(phases("{ name: sale, spike: { from: 2/s, to: 9/s, hold: 2s } }"))
        .extracting(Phase::name)
        .containsExactly("sale-peak");
  }
}
