package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.worker.Walked;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What requests that answer challenges send, as a server sees it that wants each nonce to be
/// counted, and twice at most. It computes nothing: that the answers are right is for
/// [dev.spate.worker.digest.DigestSessionTest].
final class DigestsTest {
  private static final HttpOptions OPTIONS = Plans.options(20_000 * MS, 20_000 * MS);
  private static final Pattern ANSWER =
      Pattern.compile("nonce=\"n([0-9]+)\", uri=\"([^\"]*)\".*nc=([0-9a-f]+)");

  private static Template drawn() {
    return new Template(
        List.of(
            new Template.Hole(
                new Expression.Call(Function.UUID, List.of()), Template.Encoding.PLAIN)));
  }

  private static HttpRequest request(String method, String path, RequestHeader... more) {
    Expression digest =
        new Expression.Digest(new Expression.Literal("anna"), new Expression.Literal("open"));
    List<RequestHeader> headers = new ArrayList<>(List.of(more));
    headers.add(
        new RequestHeader(
            "authorization",
            new Template(List.of(new Template.Hole(digest, Template.Encoding.PLAIN)))));
    return new HttpRequest(
        method + " " + path,
        method,
        Template.of(path),
        headers,
        method.equals("POST") ? Body.of(drawn()) : Body.EMPTY,
        Set.of(200),
        List.of(),
        List.of());
  }

  /// Refuses who is somewhere in `/no`, or whose answer has another count or path.
  private static ScriptedServer server(AtomicInteger nonce) {
    AtomicInteger used = new AtomicInteger();
    return ScriptedServer.start((_, peer) -> {
      while (true) {
        String request = peer.readRequest();
        String path = request.split(" ", 3)[1];
        Matcher answer = ANSWER.matcher(request);
        boolean known = answer.find() && answer.group(1).equals("" + nonce.get());
        boolean sound =
            known
                && used.get() < 2
                && answer.group(2).equals(path)
                && Integer.parseInt(answer.group(3), 16) == used.incrementAndGet();
        if (sound && !path.startsWith("/base/no")) {
          peer.write("HTTP/1.1 200 OK\r\nSet-Cookie: in=1; Path=/\r\nContent-Length: 0\r\n\r\n");
        } else {
          boolean again = path.startsWith("/base/no") && known;
          int next = again ? nonce.get() : nonce.incrementAndGet();
          used.set(again ? used.get() : 0);
          peer.write(
              ("HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\n"
                      + "WWW-Authenticate: Digest realm=x, nonce=n%d, qop=auth%s\r\nContent-Length: 2\r\n\r\nhi")
                  .formatted(next, known && !again ? ", stale=true" : ""));
        }
      }
    });
  }

  private static List<Walked> walk(ScriptedServer server, HttpRequest... flow) throws Exception {
    Plan plan =
        Plans.plan(
            new Target(Target.Scheme.HTTP, "localhost", server.port(), "/base"), OPTIONS, flow);
    return Walks.walk(plan, server.address());
  }

  private static String last(String request) {
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void theFirstRequestIsSentAgainAndTheNextOnesAnswerAheadUntilTheNonceIsStale() throws Exception {
    try (ScriptedServer server = server(new AtomicInteger())) {
      List<Walked> walked =
          walk(
              server,
              request("GET", "/a?x=1"),
              request("POST", "/b", new RequestHeader("X-Drawn", drawn())),
              request("POST", "/c", new RequestHeader("X-Drawn", drawn())));
      assertThat(walked)
          .extracting(Walked::outcome, Walked::status)
          .containsExactly(
              tuple(Outcome.SUCCEEDED, 401),
              tuple(Outcome.SUCCEEDED, 200),
              tuple(Outcome.SUCCEEDED, 200),
              tuple(Outcome.SUCCEEDED, 401),
              tuple(Outcome.SUCCEEDED, 200));
      List<String> sent = server.requests();
      assertThat(sent.getFirst()).doesNotContain("authorization", "Cookie");
      assertThat(sent.get(1))
          .startsWith("GET /base/a?x=1 ")
          .contains("username=\"anna\"", "uri=\"/base/a?x=1\"", "nc=00000001")
          .doesNotContain("open");
      assertThat(sent.get(2)).contains("nonce=\"n1\"", "nc=00000002", "Cookie: in=1");
      assertThat(sent.get(3)).contains("nc=00000003");
      assertThat(sent.get(4)).contains("nonce=\"n2\"", "nc=00000001", "Cookie: in=1");
      assertThat(last(sent.get(4))).hasSize(36).isEqualTo(last(sent.get(3)));
      assertThat(last(sent.get(4))).isNotEqualTo(last(sent.get(2)));
      assertThat(line(sent.get(4), "X-Drawn"))
          .hasSizeGreaterThan(36)
          .isEqualTo(line(sent.get(3), "X-Drawn"));
    }
  }

  private static String line(String request, String name) {
    return request.lines().filter(line -> line.startsWith(name)).findFirst().orElse("");
  }

  @Test
  void whoIsRefusedAfterAnAnswerIsRefused() throws Exception {
    try (ScriptedServer server = server(new AtomicInteger())) {
      assertThat(walk(server, request("GET", "/no")))
          .extracting(Walked::outcome, Walked::status)
          .containsExactly(tuple(Outcome.SUCCEEDED, 401), tuple(Outcome.STATUS_4XX, 401));
    }
  }

  @Test
  void aRefusalWithoutAChallengeIsOne() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.answering("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(walk(server, request("GET", "/")))
          .extracting(Walked::outcome, Walked::status)
          .containsExactly(tuple(Outcome.STATUS_4XX, 401));
    }
  }
}
