package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.Expression;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.worker.Walked;
import dev.spate.worker.http.NettyHttp2Server.Reply;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// What virtual users do with the cookies that a server sets, as the server sees it.
final class CookiesTest {
  private static final HttpOptions OPTIONS = Plans.options(20_000 * MS, 20_000 * MS);

  private static final String LOGIN =
      answer(
          "200 OK",
          "Set-Cookie: sid=s3cret; Path=/; HttpOnly",
          "X-Other: 1",
          "set-cookie: here=1; Path=/shop/items");
  private static final String LOGOUT =
      answer("404 Not Found", "Set-Cookie: sid=; Path=/; Max-Age=0");
  private static final String OK = answer("200 OK", "X-Other: 2");

  private static String answer(String status, String... fields) {
    String head = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", fields);
    return head + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static ScriptedServer shop() {
    return ScriptedServer.start((_, peer) -> {
      while (true) {
        String request = peer.readRequest();
        peer.write(request.contains("/login") ? LOGIN : request.contains("/logout") ? LOGOUT : OK);
      }
    });
  }

  private static Target target(int port) {
    return new Target(Target.Scheme.HTTP, "localhost", port, "/shop");
  }

  /// The `Cookie` of each request; empty where it has none.
  private static List<String> cookies(ScriptedServer server) {
    return server.requests().stream().map(CookiesTest::cookie).toList();
  }

  private static String cookie(String request) {
    return request
        .lines()
        .filter(line -> line.startsWith("Cookie: "))
        .map(line -> line.substring(8))
        .reduce("", String::concat);
  }

  private static HttpRequest order(String path, Template body) {
    return new HttpRequest(
        "order",
        "POST",
        path(path),
        List.of(new RequestHeader("x-user", hole("userNumber"))),
        Body.of(body),
        Set.of(),
        List.of(),
        List.of());
  }

  private static Template path(String path) {
    List<Template.Part> parts = new ArrayList<>(Template.of(path).parts());
    parts.addAll(hole("userNumber").parts());
    return new Template(parts);
  }

  private static Template hole(String variable) {
    return new Template(
        List.of(new Template.Hole(new Expression.Variable(variable), Template.Encoding.PLAIN)));
  }

  @Test
  void whatOneAnswerSetsTheNextRequestsTakeAlong() throws Exception {
    try (ScriptedServer server = shop()) {
      Plan plan =
          Plans.plan(
              target(server.port()),
              OPTIONS,
              Plans.get("/a"),
              Plans.get("/login?to=x"),
              Plans.get("/a?b=/items"),
              Plans.get("/items/7"));
      Walks.walk(plan, server.address());
      assertThat(cookies(server)).containsExactly("", "", "sid=s3cret", "here=1; sid=s3cret");
    }
  }

  @Test
  void requestsWithHolesTakeThemAlongBetweenTheirOwnValues() throws Exception {
    try (ScriptedServer server = shop()) {
      Plan plan =
          Plans.plan(
              target(server.port()),
              OPTIONS,
              Plans.get("/login"),
              order("/items/", hole("arrivalNumber")));
      Walks.walk(plan, server.address());
      assertThat(server.requests().getLast())
          .startsWith("POST /shop/items/0 HTTP/1.1\r\n")
          .contains("\r\nx-user: 0\r\nCookie: here=1; sid=s3cret\r\n")
          .endsWith("\r\n\r\n0");
    }
  }

  @Test
  void answersThatFailSetThemAsWell() throws Exception {
    try (ScriptedServer server = shop()) {
      Plan plan =
          Plans.plan(
              target(server.port()),
              OPTIONS,
              Plans.get("/login"),
              Plans.get("/logout"),
              Plans.get("/a"));
      List<Walked> walked = Walks.walk(plan, server.address());
      assertThat(walked).extracting(Walked::status).containsExactly(200, 404, 200);
      assertThat(cookies(server)).containsExactly("", "sid=s3cret", "");
    }
  }

  private static Plan withScenarios(Plan plan, boolean... cookies) {
    List<Step> flow = plan.scenarios().getFirst().flow();
    List<Scenario> scenarios = new ArrayList<>();
    for (boolean each : cookies) {
      scenarios.add(new Scenario("s" + scenarios.size(), 1, flow, each));
    }
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        plan.phases(),
        scenarios,
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  @Test
  void aScenarioMayDoWithout() throws Exception {
    try (ScriptedServer server = shop()) {
      Plan plan = Plans.plan(target(server.port()), OPTIONS, Plans.get("/login"), Plans.get("/a"));
      Walks.walk(withScenarios(plan, false, true), server.address());
      assertThat(cookies(server)).containsExactly("", "", "", "sid=s3cret");
    }
  }

  @Test
  void whatThePlanSaysItselfIsSentAlone() throws Exception {
    try (ScriptedServer server = shop()) {
      HttpRequest own =
          Plans.get("/a").withHeaders(List.of(RequestHeader.of(new Header("Cookie", "own=1"))));
      Plan plan = Plans.plan(target(server.port()), OPTIONS, Plans.get("/login"), own);
      Walks.walk(plan, server.address());
      assertThat(cookies(server)).containsExactly("", "own=1");
    }
  }

  @Test
  void capturesSeeThemToo() throws Exception {
    try (ScriptedServer server = shop()) {
      HttpRequest login = Plans.get("/login");
      Capture sid = new Capture("sid", new Capture.Cookie("sid"), Capture.Pick.FIRST, null);
      HttpRequest capturing =
          new HttpRequest(
              login.name(),
              login.method(),
              login.path(),
              login.headers(),
              login.body(),
              Set.of(),
              List.of(),
              List.of(sid));
      HttpRequest sending =
          Plans.get("/b").withHeaders(List.of(new RequestHeader("x-sid", hole("sid"))));
      Walks.walk(Plans.plan(target(server.port()), OPTIONS, capturing, sending), server.address());
      assertThat(server.requests().getLast())
          .contains("\r\nx-sid: s3cret\r\nCookie: sid=s3cret\r\n");
    }
  }

  @Test
  void overHttp2Alike() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (NettyHttp2Server server =
        NettyHttp2Server.start(
            null,
            (request, _) -> {
              seen.add(String.valueOf(request.get("cookie")));
              return new Reply(
                  new DefaultHttp2Headers()
                      .status("200")
                      .add("set-cookie", "n=" + seen.size() + "; Path=/"),
                  "hello");
            })) {
      Plan plan =
          Plans.plan(
              target(server.address().getPort()),
              OPTIONS,
              Plans.get("/"),
              Plans.get("/"),
              order("/", Template.of("body")));
      Walks.walk(Plans.withProtocol(plan, Protocol.HTTP2), server.address());
      assertThat(seen).containsExactly("null", "n=1", "n=2");
    }
  }
}
