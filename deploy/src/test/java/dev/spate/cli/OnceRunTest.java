package dev.spate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.spate.target.Answer;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnceRunTest {
  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);

  private int run(String url, String... options) throws IOException {
    world = new FakeWorld(directory);
    Files.writeString(
        directory.resolve("plan.yaml"),
        """
        target: %s
        http: { headers: { authorization: Bearer 0123 } }
        phases: [ { arrivalRate: 20/s, duration: 5s } ]
        scenarios:
          browse:
            weight: 99
            flow: [ { get: /a, name: first }, { think: 1ms }, { get: "/b?c=d" } ]
          buy:
            weight: 1
            flow: [ { post: /orders, json: { amount: 2 }, check: { status: 200 } } ]
        """
            .formatted(url));
    String[] arguments = new String[options.length + 3];
    arguments[0] = "run";
    arguments[1] = "plan.yaml";
    arguments[2] = "--once";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return world.run(arguments);
  }

  @Test
  void sendsEachScenarioOnceWhateverItsWeight() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      assertThat(run(target.url())).isZero();
      assertThat(target.arrivals())
          .extracting(arrival -> arrival.path())
          .containsExactly("/a", "/b", "/orders");
    }
    assertThat(world.out().replaceAll("[0-9.]+ ms", "T").replaceAll("[0-9]+ bytes", "N bytes"))
        .isEqualTo(
            """
            scenario browse
              GET /a -> 200 in T (first byte T), N bytes  [first]
              GET /b?c=d -> 200 in T (first byte T), N bytes  [GET /b]
            scenario buy
              POST /orders -> 200 in T (first byte T), N bytes
            3 requests, all succeeded
            """);
    assertThat(directory.resolve("results")).doesNotExist();
  }

  @Test
  void showsWhatThePlanLogsAndGoesThroughStepsWithinSteps() throws IOException {
    world = new FakeWorld(directory);
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      Files.writeString(
          directory.resolve("plan.yaml"),
          """
          target: %s
          flows:
            open: [ { get: /open }, { log: "open\\nwith ${n}" } ]
          variables: { n: 1 }
          phases: [ { arrivalRate: 20/s, duration: 5s } ]
          scenarios:
            only:
              flow:
                - group: all
                  do:
                    - flow: open
                    - loop: { times: 2 }
                      do:
                        - if: "${n} == 1"
                          then: [ { set: { n: 2 } }, { get: /one } ]
                          else: [ { parallel: [ { get: /two }, { get: /three } ] } ]
          """
              .formatted(target.url()));
      assertThat(world.run("run", "plan.yaml", "--once")).isZero();
      assertThat(target.arrivals())
          .extracting(arrival -> arrival.path())
          .startsWith("/open", "/one")
          .contains("/two", "/three")
          .hasSize(4);
    }
    assertThat(world.out()).contains("  log: open?with 1\n", "4 requests, all succeeded");
  }

  private static final String ONCE =
      """
      target: %s
      variables: { a: 1, b: 2 }
      beforeRun: [ { get: '/begin/${a}', name: begin }, { set: { a: 3 } } ]
      phases: [ { arrivalRate: 20/s, duration: 5s } ]
      scenarios: { visit: { flow: [ { get: '/${a}/${b}', name: visit } ] } }
      afterRun: [ { get: '/end/${a}', name: end } ]
      """;

  @Test
  void goesThroughWhatHappensOnceToo() throws IOException {
    world = new FakeWorld(directory);
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      Files.writeString(directory.resolve("plan.yaml"), ONCE.formatted(target.url()));
      assertThat(world.run("run", "plan.yaml", "--once")).isZero();
      assertThat(target.arrivals())
          .extracting(arrival -> arrival.path())
          .containsExactly("/begin/1", "/3/2", "/end/3");
    }
    assertThat(world.out().replaceAll("->.*bytes", "-> N"))
        .isEqualTo(
            """
            beforeRun
              GET /begin/1 -> N  [begin]
            scenario visit
              GET /3/2 -> N  [visit]
            afterRun
              GET /end/3 -> N  [end]
            3 requests, all succeeded
            """);
  }

  @Test
  void goesNoFurtherWhereWhatComesFirstFails() throws IOException {
    world = new FakeWorld(directory);
    TargetSettings refusing =
        TargetSettings.DEFAULT.withRecord(true).withAnswer(Answer.DEFAULT.withStatus(401));
    try (TargetServer target = new TargetServer(refusing)) {
      Files.writeString(
          directory.resolve("plan.yaml"),
          ONCE.formatted(target.url()).replace("{ set: { a: 3 } }", "{ get: /never }"));
      assertThat(world.run("run", "plan.yaml", "--once")).isEqualTo(99);
      assertThat(target.arrivals()).hasSize(1);
    }
    assertThat(world.out()).endsWith("1 request, 1 failed\n");
  }

  @Test
  void showsPathsAsTheyAreSentButForSecrets() throws IOException {
    world = new FakeWorld(directory);
    world.environment.put("KEY", "s3cret");
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      Files.writeString(
          directory.resolve("plan.yaml"),
          """
          target: %s
          variables: { city: Paris }
          phases: [ { arrivalRate: 20/s, duration: 5s } ]
          scenarios:
            visit:
              flow:
                - set: { page: "p ${arrivalNumber}" }
                - get: '/${city}/${page}/${upper(page)}/${env("KEY")}'
          """
              .formatted(target.url()));
      assertThat(world.run("run", "plan.yaml", "--once", "-e", "city=San Marino")).isZero();
      assertThat(target.arrivals())
          .extracting(arrival -> arrival.path())
          .containsExactly("/San Marino/p 0/P 0/s3cret");
    }
    assertThat(world.out())
        .contains("GET /San%20Marino/p%200/P%200/*** -> 200 in ")
        .doesNotContain("s3cret");
  }

  @Test
  void takesTheFirstRecordOfAFileBesideThePlan() throws IOException {
    Path plans = Files.createDirectories(directory.resolve("plans"));
    Files.writeString(plans.resolve("users.csv"), "user\nanna\nberta\n");
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withRecord(true))) {
      Files.writeString(
          plans.resolve("plan.yaml"),
          """
          target: %s
          feeders: { users: { file: users.csv, strategy: queue, whenDry: drop } }
          phases: [ { arrivalRate: 20/s, duration: 5s } ]
          scenarios: { visit: { feeder: users, flow: [ { get: '/${user}' } ] } }
          """
              .formatted(target.url()));
      assertThat(new FakeWorld(directory).run("run", "plans/plan.yaml", "--once")).isZero();
      assertThat(target.arrivals()).extracting(arrival -> arrival.path()).containsExactly("/anna");
    }
  }

  /// A login with a token in a form, and what comes of it.
  @Test
  void goesOnWithWhatItsAnswersSaid() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked.add(path + " " + body + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] answer =
              switch (path) {
                case "/login" -> "<form><input name=csrf value='a&amp;b'></form>".getBytes(UTF_8);
                case "/session" -> "{\"token\": \"t1\", \"ok\": true}".getBytes(UTF_8);
                default -> "{\"items\": [{\"id\": 7}, {\"id\": 8}]}".getBytes(UTF_8);
              };
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    shop.start();
    world = new FakeWorld(directory);
    Files.writeString(
        directory.resolve("plan.yaml"),
        """
        target: http://127.0.0.1:%d
        phases: [ { arrivalRate: 20/s, duration: 5s } ]
        scenarios:
          buy:
            flow:
              - get: /login
                capture: { csrf: { css: "input[name=csrf]", attribute: value } }
              - post: /session
                body: csrf=${csrf}
                check: { jsonPath: { $.ok: true } }
                capture: { token: { jsonPath: $.token } }
              - get: /items
                headers: { authorization: "Bearer ${token}" }
                check: { body: { contains: items } }
                capture: { id: { jsonPath: "$.items[*].id", pick: last } }
              - get: /items/${id}
                check: { jsonPath: { $.sold: true } }
              - get: /items/${id}/price
                capture: { price: { regex: 'price=(\\d+)' } }
        """
            .formatted(shop.getAddress().getPort()));
    try {
      assertThat(world.run("run", "plan.yaml", "--once")).isEqualTo(99);
    } finally {
      shop.stop(0);
    }
    assertThat(asked)
        .containsExactly(
            "/login null",
            "/session csrf=a&bnull",
            "/items Bearer t1",
            "/items/8 null",
            "/items/8/price null");
    assertThat(world.out())
        .containsPattern("GET /items/8 -> 200 .*check")
        .containsPattern("GET /items/8/price -> 200 .*capture")
        .contains("5 requests, 2 failed");
  }

  @Test
  void anExchangeThatFailsIsNamedAndFailsTheCommand() throws IOException {
    Answer broken = Answer.DEFAULT.withStatus(503);
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT.withAnswer(broken))) {
      assertThat(run(target.url())).isEqualTo(ExitCode.THRESHOLDS_FAILED.code());
    }
    assertThat(world.out())
        .contains("GET /a -> 503 in ")
        .contains("FAILED: status_5xx")
        .endsWith("3 requests, 3 failed\n");
  }

  @Test
  void aTargetThatIsNotThereIsAFailureOfEachRequest() throws IOException {
    String url;
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT)) {
      url = target.url();
    }
    assertThat(run(url)).isEqualTo(ExitCode.THRESHOLDS_FAILED.code());
    assertThat(world.out()).contains("GET /a -> no answer, 0 bytes  FAILED: connect_refused");
  }

  @Test
  void aTraceShowsTheBytesAndNoSecret() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT)) {
      assertThat(run(target.url(), "--trace")).isZero();
    }
    assertThat(world.out())
        .contains("    * connection 1 to ")
        .contains("    > GET /a HTTP/1.1\n")
        .contains("    > authorization: ***\n")
        .contains("    > {\"amount\":2}")
        .contains("    < HTTP/1.1 200 ")
        .doesNotContain("0123");
  }

  @Test
  void refusesTargetsThatAreNotAllowed() throws IOException {
    assertThat(run("http://127.0.0.1:1", "--allow-targets", "10.0.0.0/8"))
        .isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("127.0.0.1");
  }

  @Test
  void takesNoClusterAndNoSamplesAndTracesNothingElse() throws IOException {
    assertThat(run("http://127.0.0.1:1", "--workers", "2")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("--once sends from this process");
    assertThat(run("http://127.0.0.1:1", "--sample-errors")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("--once writes no report");
    assertThat(world.run("run", "plan.yaml", "--trace")).isEqualTo(ExitCode.INVALID.code());
    assertThat(world.err()).contains("--trace goes with --once");
  }
}
