package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.worker.Walked;
import dev.spate.worker.http.NettyHttp2Server.Reply;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What requests that follow redirects send, as the server sees it.
final class RedirectsTest {
  private static final HttpOptions OPTIONS =
      Plans.options(20_000 * MS, 20_000 * MS, new Header("Content-Language", "en"));

  private static final Template DRAWN =
      new Template(
          List.of(
              new Template.Hole(
                  new Expression.Call(Function.UUID, List.of()), Template.Encoding.PLAIN)));

  /// `/to/STATUS/REST` leads to `/REST`; all else is there.
  private static ScriptedServer server() {
    return ScriptedServer.start((_, peer) -> {
      while (true) {
        String path = peer.readRequest().split(" ", 3)[1];
        String[] parts = path.split("/", 4);
        peer.write(parts[1].equals("to") ? redirect(parts[2], "/" + parts[3]) : ok());
      }
    });
  }

  private static String ok() {
    return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  }

  private static String redirect(String status, String to) {
    return "HTTP/1.1 %s There\r\nLocation: %s\r\nSet-Cookie: at%s=1; Path=/\r\nContent-Length: 2\r\n\r\nhi"
        .formatted(status, to, status);
  }

  private static Target target(int port) {
    return new Target(Target.Scheme.HTTP, "localhost", port, "");
  }

  /// With a value in a header about the body, in one about something else, and in the body.
  private static HttpRequest drawing(String method, String path) {
    return new HttpRequest(
            "order",
            method,
            Template.of(path),
            List.of(new RequestHeader("Content-Type", DRAWN), new RequestHeader("X-Drawn", DRAWN)),
            Body.of(DRAWN),
            Set.of(200),
            List.of(),
            List.of())
        .withRedirects(10);
  }

  private static String field(String request, String name) {
    return request
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static String body(String request) {
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 301, GET",
    "POST, 302, GET",
    "POST, 303, GET",
    "POST, 307, POST",
    "POST, 308, POST",
    "PUT, 301, PUT",
    "PUT, 302, PUT",
    "PUT, 303, GET",
    "DELETE, 307, DELETE"
  })
  void theMethodChangesAsInBrowsers(String method, String status, String next) throws Exception {
    try (ScriptedServer server = server()) {
      Plan plan =
          Plans.plan(
              target(server.port()), OPTIONS, drawing(method, "/to/" + status + "/there?x=1"));
      List<Walked> walked = Walks.walk(plan, server.address());
      assertThat(walked)
          .extracting(Walked::outcome, Walked::status)
          .containsExactly(
              tuple(Outcome.SUCCEEDED, Integer.parseInt(status)), tuple(Outcome.SUCCEEDED, 200));
      String first = server.requests().getFirst();
      String second = server.requests().getLast();
      assertThat(second).startsWith(next + " /there?x=1 HTTP/1.1\r\n");
      assertThat(field(second, "X-Drawn")).hasSize(36).isEqualTo(field(first, "X-Drawn"));
      assertThat(field(second, "Cookie")).isEqualTo("at" + status + "=1");
      boolean kept = next.equals(method);
      assertThat(body(second)).isEqualTo(kept ? body(first) : "");
      assertThat(field(second, "Content-Type")).isEqualTo(kept ? field(first, "Content-Type") : "");
      assertThat(field(second, "Content-Language")).isEqualTo(kept ? "en" : "");
    }
  }

  @Test
  void valuesAreTheSameAlongAWholeWayWithCookies() throws Exception {
    try (ScriptedServer server = server()) {
      Plan plan =
          Plans.plan(
              target(server.port()),
              OPTIONS,
              drawing("POST", "/to/307/a"),
              drawing("POST", "/to/308/to/307/to/303/b"));
      Walks.walk(plan, server.address());
      List<String> sent = server.requests();
      assertThat(sent).hasSize(6);
      assertThat(sent.subList(2, 5))
          .extracting(RedirectsTest::body)
          .containsOnly(body(sent.get(2)));
      assertThat(body(sent.get(2))).hasSize(36);
      assertThat(sent.get(5)).startsWith("GET /b HTTP/1.1\r\n");
      assertThat(sent)
          .extracting(request -> field(request, "Cookie"))
          .containsExactly(
              "",
              "at307=1",
              "at307=1",
              "at307=1; at308=1",
              "at307=1; at308=1",
              "at307=1; at308=1; at303=1");
    }
  }

  @Test
  void headStaysHead() throws Exception {
    List<String> sent = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
        ScriptedServer.start((_, peer) -> {
          while (true) {
            sent.add(peer.readRequest().split("\r\n", 2)[0]);
            peer.write(sent.size() == 1 ? "HTTP/1.1 303 There\r\nLocation: b\r\n\r\n" : ok());
          }
        })) {
      HttpRequest head = Plans.request("HEAD", "/a", Body.EMPTY).withRedirects(1);
      Walks.walk(Plans.plan(target(server.port()), OPTIONS, head), server.address());
      assertThat(sent).containsExactly("HEAD /a HTTP/1.1", "HEAD /b HTTP/1.1");
    }
  }

  @Test
  void oneTooManyFails() throws Exception {
    try (ScriptedServer server = server()) {
      HttpRequest request = Plans.get("/to/302/to/302/to/302/a").withRedirects(2);
      List<Walked> walked =
          Walks.walk(Plans.plan(target(server.port()), OPTIONS, request), server.address());
      assertThat(walked)
          .extracting(Walked::outcome)
          .containsExactly(Outcome.SUCCEEDED, Outcome.SUCCEEDED, Outcome.REDIRECT);
      assertThat(walked).extracting(Walked::status).containsOnly(302);
    }
  }

  @Test
  void anotherOriginIsNotFollowed() throws Exception {
    try (ScriptedServer server = server()) {
      HttpRequest request = Plans.get("/to/302//elsewhere.example/").withRedirects(2);
      List<Walked> walked =
          Walks.walk(Plans.plan(target(server.port()), OPTIONS, request), server.address());
      assertThat(walked).extracting(Walked::outcome).containsExactly(Outcome.REDIRECT);
    }
  }

  @Test
  void theBasePathIsNotPutBeforeWhereItLeads() throws Exception {
    try (ScriptedServer server = server()) {
      Target shop = new Target(Target.Scheme.HTTP, "localhost", server.port(), "/to/302");
      Plan plan = Plans.plan(shop, OPTIONS, Plans.get("/login").withRedirects(2));
      Walks.walk(plan, server.address());
      assertThat(server.requests().getLast()).startsWith("GET /login HTTP/1.1\r\n");
    }
  }

  @Test
  void whoFollowsNoneGetsThem() throws Exception {
    try (ScriptedServer server = server()) {
      Plan plan =
          Plans.plan(
              target(server.port()),
              OPTIONS,
              Plans.get("/to/302/a"),
              Plans.get("/to/302/b").withRedirects(1));
      List<Walked> walked = Walks.walk(plan, server.address());
      assertThat(walked).extracting(Walked::status).containsExactly(302, 302, 200);
    }
  }

  @Test
  void overHttp2Alike() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (NettyHttp2Server server =
        NettyHttp2Server.start(
            null,
            (request, _) -> {
              seen.add(request.method() + " " + request.path() + " " + request.get("cookie"));
              DefaultHttp2Headers head = new DefaultHttp2Headers();
              if (seen.size() > 1) {
                return new Reply(head.status("200"), "hello");
              }
              head.status("302").add("location", "/b?c=1").add("set-cookie", "n=1; Path=/");
              return new Reply(head, "there");
            })) {
      Plan plan = Plans.plan(target(server.address().getPort()), OPTIONS, drawing("POST", "/a"));
      List<Walked> walked = Walks.walk(Plans.withProtocol(plan, Protocol.HTTP2), server.address());
      assertThat(seen).containsExactly("POST /a null", "GET /b?c=1 n=1");
      assertThat(walked).extracting(Walked::status).containsExactly(302, 200);
    }
  }
}
