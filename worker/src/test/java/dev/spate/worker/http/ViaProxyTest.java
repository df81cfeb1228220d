package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.dial.ScriptedLookup;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Through an HTTP proxy.
@ParameterizedClass
@MethodSource("transports")
class ViaProxyTest extends RequesterTest {
  private static final String ESTABLISHED = "HTTP/1.1 200 Established\r\n\r\n";

  private static Plan plan(Target.Scheme scheme, int port, String proxy, long connectNs) {
    return Plans.plan(
        new Target(scheme, "shop.example", port, "/v1"),
        Plans.options(TIMEOUT_NS, connectNs)
            .withConnections(Plans.connections(Resolve.ONCE, 0, List.of(), proxy, ""))
            .withTls(Plans.UNVERIFIED),
        GET,
        POST);
  }

  private Client client(Plan plan) {
    try {
      var names = new ScriptedLookup().answer("shop.example", "127.0.0.1");
      var way = new TargetResolver(TargetPolicy.loopbackAndPrivate(), names).resolve(plan);
      return new Client(plan, way, transport, 2);
    } catch (TargetException e) {
      throw new AssertionError(e);
    }
  }

  /// A client of an http or https target behind a proxy that plays a script.
  private Client behind(Target.Scheme scheme, ScriptedServer proxy) {
    return client(plan(scheme, 9, "http://127.0.0.1:" + proxy.port(), TIMEOUT_NS));
  }

  @Test
  void aProxyReadsRequestsInTheClear() {
    try (var server = ScriptedServer.answering(OK);
        var proxy = ForwardProxy.start();
        var client = client(plan(Target.Scheme.HTTP, server.port(), proxy.url(""), TIMEOUT_NS))) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.requester.connections()).isEqualTo(1);
      String authority = "shop.example:" + server.port();
      assertThat(proxy.heads()).hasSize(2);
      assertThat(proxy.heads().getFirst())
          .startsWith("GET http://" + authority + "/v1/ HTTP/1.1\r\nHost: " + authority + "\r\n")
          .doesNotContain("Proxy-Authorization");
      assertThat(server.requests().getFirst()).startsWith("GET /v1/ HTTP/1.1\r\n");
      assertThat(client.answers.last().bytesReceived()).isEqualTo(OK.length());
      assertThat(client.answers.last().bytesSent()).isEqualTo(proxy.heads().getFirst().length());
    }
  }

  @Test
  void aProxyIsToldWhoAsks() {
    try (var server = ScriptedServer.answering(OK);
        var proxy = ForwardProxy.start();
        var client =
            client(plan(Target.Scheme.HTTP, server.port(), proxy.url("me:pass%40@"), TIMEOUT_NS))) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(proxy.heads().getFirst())
          .contains("\r\nProxy-Authorization: Basic bWU6cGFzc0A=\r\n");
    }
  }

  @Test
  void aTunnelLeadsToATargetWithTls() {
    try (var server = TlsAnswers.start(OK);
        var proxy = ForwardProxy.start();
        var client =
            client(plan(Target.Scheme.HTTPS, server.port(), proxy.url("me:pass@"), TIMEOUT_NS))) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
      assertThat(client.connectTimes).hasSize(1);
      String authority = "shop.example:" + server.port();
      assertThat(proxy.heads())
          .containsExactly(
              "CONNECT "
                  + authority
                  + " HTTP/1.1\r\nHost: "
                  + authority
                  + "\r\nProxy-Authorization: Basic bWU6cGFzcw==\r\n\r\n");
      assertThat(server.requests().getFirst())
          .startsWith("GET /v1/ HTTP/1.1\r\n")
          .doesNotContain("Proxy-Authorization");
    }
  }

  @Test
  void aTunnelThatTheProxyRefusesIsAFailureOfTheProxy() {
    for (String answer :
        List.of(
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
            "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 200 OK\r\n\r\nwith a body",
            "HTTP/1.1 200 OK\r\nand then clo")) {
      try (var proxy =
              ScriptedServer.start((_, peer) -> {
                peer.readRequest();
                peer.write(answer);
              });
          var client = behind(Target.Scheme.HTTPS, proxy)) {
        assertThat(client.ask(0).outcome()).as(answer).isEqualTo(Outcome.PROXY);
        assertThat(client.requester.connections()).isZero();
        assertThat(client.connectTimes).isEmpty();
      }
    }
  }

  @Test
  void aProxyThatResetsIsAFailureOfTheProxy() {
    try (var proxy =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.reset();
            });
        var client = behind(Target.Scheme.HTTPS, proxy)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.PROXY);
    }
  }

  @Test
  void aTunnelBelongsToTheTimeForConnecting() {
    try (var proxy = ScriptedServer.start((_, peer) -> peer.awaitEnd());
        var client =
            client(plan(Target.Scheme.HTTPS, 9, "http://127.0.0.1:" + proxy.port(), 100 * MS))) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CONNECT_TIMEOUT);
    }
  }

  @Test
  void tlsThatFailsBehindAProxyIsTheTargets() {
    try (var proxy =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(ESTABLISHED);
              peer.readByte();
              peer.write("this is not TLS, and long enough to tell");
              peer.awaitEnd();
            });
        var client = behind(Target.Scheme.HTTPS, proxy)) {
      assertThat(client.ask(0).outcome())
          .isIn(Outcome.TLS, Outcome.TLS_PROTOCOL, Outcome.TLS_CERTIFICATE);
    }
  }

  @Test
  void a407IsTheProxysAndAllOtherAnswersCount() {
    CountDownLatch first = new CountDownLatch(1);
    try (var proxy =
            ScriptedServer.start((_, peer) -> {
              while (true) {
                peer.readRequest();
                peer.write(
                    first.getCount() == 1
                        ? "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
                first.countDown();
              }
            });
        var client = behind(Target.Scheme.HTTP, proxy)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.PROXY);
      assertThat(client.ask(0).status()).isEqualTo(502);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void aProxyThatDoesNotListenRefuses() throws IOException {
    try (var client =
        client(plan(Target.Scheme.HTTPS, 9, "http://127.0.0.1:" + freePort(), TIMEOUT_NS))) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CONNECT_REFUSED);
    }
  }
}
