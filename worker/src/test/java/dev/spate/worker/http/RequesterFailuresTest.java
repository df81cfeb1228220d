package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Requester;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes wrong, and what it is called.
@ParameterizedClass
@MethodSource("transports")
class RequesterFailuresTest extends RequesterTest {
  @Test
  void neverCallsBackInsideSend() throws IOException {
    int port = freePort();
    try (var client =
        new Client(
            Plans.plan(Plans.target(port), Plans.options(TIMEOUT_NS, TIMEOUT_NS), GET),
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
            transport,
            1)) {
      client.send(0);
      assertThat(client.answers.count()).isZero();
      client.awaitAnswers(1);
      assertThat(client.answers.last().outcome()).isEqualTo(Outcome.CONNECT_REFUSED);
      assertThat(client.answers.last().sentNs()).isEqualTo(Requester.NEVER);
      assertThat(client.answers.last().bytesSent()).isZero();
    }
  }

  @Test
  void aClosedLoopAgainstATargetThatRefusesLeavesRunEachTime() throws IOException {
    int port = freePort();
    try (var client =
        new Client(
            Plans.plan(Plans.target(port), Plans.options(TIMEOUT_NS, TIMEOUT_NS), GET),
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
            transport,
            2)) {
      Runnable again =
          new Runnable() {
            @Override
            public void run() {
              client.send(0, "again", this);
            }
          };
      client.send(0, "first", again);
      client.send(0, "second", again);
      client.runUntil(() -> client.answers.count() >= 20);
      assertThat(client.answers.all())
          .allSatisfy(told -> assertThat(told.outcome()).isEqualTo(Outcome.CONNECT_REFUSED));
      assertThat(client.requester.connections()).isEqualTo(2);
    }
  }

  @Test
  void aRefusedConnectionFailsItsOwnExchangeAndOpensAnotherForTheNext() throws IOException {
    int port = freePort();
    try (var client =
        new Client(
            Plans.plan(Plans.target(port), Plans.options(TIMEOUT_NS, TIMEOUT_NS), GET),
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
            transport,
            1)) {
      client.send(0, "a", () -> assertThat(client.answers.count()).isEqualTo(1));
      client.send(0, "b");
      client.send(0, "c");
      client.awaitAnswers(3);
      assertThat(client.answers.names()).containsExactly("a", "b", "c");
      assertThat(client.requester.connections()).isZero();
    }
  }

  @Test
  void dropsAConnectionThatTheTargetClosedWhileIdleWithoutAWord() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
            });
        var client = client(server, 1, POST)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.answers.all()).noneMatch(Answers.Told::retried);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  /// Closes each connection instead of answering the second request on it.
  private static ScriptedServer closingOnTheSecondRequest(boolean reset) {
    return ScriptedServer.start((_, peer) -> {
      peer.readRequest();
      peer.write(OK);
      peer.readRequest();
      if (reset) {
        peer.reset();
      }
    });
  }

  @Test
  void sendsAnIdempotentRequestOnceMoreIfItsKeptConnectionHadGoneStale() {
    for (boolean reset : List.of(false, true)) {
      try (var server = closingOnTheSecondRequest(reset);
          var client = client(server, 1, GET)) {
        assertThat(client.ask(0).retried()).isFalse();
        Answers.Told told = client.ask(0);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.retried()).isTrue();
        assertThat(told.bytesSent()).isEqualTo(2L * server.requests().getFirst().length());
        assertThat(server.accepted()).isEqualTo(2);
        assertThat(server.requests()).hasSize(3);
        assertThat(client.requester.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void doesNotSendAPostAgain() {
    try (var server = closingOnTheSecondRequest(false);
        var client = client(server, 1, POST)) {
      client.ask(0);
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
      assertThat(client.answers.last().retried()).isFalse();
      assertThat(server.requests()).hasSize(2);
    }
    try (var server = closingOnTheSecondRequest(true);
        var client = client(server, 1, POST)) {
      client.ask(0);
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.RESET);
    }
  }

  @Test
  void aRequestSentAgainThatFailsAgainHasFailed() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              if (number == 0) {
                peer.readRequest();
                peer.write(OK);
              }
              peer.readRequest();
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.CLOSED_EARLY);
      assertThat(told.retried()).isTrue();
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void theTimeoutOfARequestRunsOnWhenItIsSentAgain() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              if (number == 0) {
                peer.readRequest();
                peer.write(OK);
                peer.readRequest();
                peer.pause(200);
              } else {
                peer.readRequest();
                peer.awaitEnd();
              }
            });
        var client = client(server, 1, 400 * MS, GET)) {
      client.ask(0);
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(told.retried()).isTrue();
      assertThat(told.endNs() - told.sentNs()).isBetween(400 * MS, 590 * MS);
    }
  }

  @Test
  void doesNotSendAgainOnceAByteOfTheAnswerCame() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequest();
              peer.write("H");
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
      assertThat(client.answers.last().bytesReceived()).isEqualTo(1);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aFreshConnectionThatEndsBeforeTheAnswerIsClosedEarlyOrReset() {
    try (var server = ScriptedServer.start((_, peer) -> peer.readRequest());
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
    }
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
              peer.reset();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.RESET);
    }
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
    }
  }

  @Test
  void aRequestThatTimesOutTakesItsConnectionWithIt() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              if (number == 0) {
                peer.pause(300);
                peer.write("HTTP/1.1 500 Late\r\nContent-Length: 0\r\n\r\n");
              } else {
                peer.write(OK);
                peer.awaitEnd();
              }
            });
        var client = client(server, 1, 100 * MS, GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(told.endNs() - told.sentNs()).isBetween(100 * MS, 290 * MS);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void runReturnsForATimeoutHoweverLongItMayWait() {
    try (var server = ScriptedServer.start((_, peer) -> peer.awaitEnd());
        var client = client(server, 1, 50 * MS, GET)) {
      client.send(0);
      while (client.answers.count() == 0) {
        client.requester.run(60_000 * MS);
      }
      assertThat(client.answers.last().endNs() - client.answers.last().sentNs())
          .isBetween(50 * MS, 5_000 * MS);
    }
  }

  @Test
  void closesTheConnectionOfAMalformedAnswer() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(number == 0 ? "SSH-2.0-OpenSSH\r\n" : OK);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void unsolicitedBytesAreNotTakenForTheNextAnswer() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(
                  OK
                      + (number == 0
                          ? "HTTP/1.1 500 Unsolicited\r\nContent-Length: 0\r\n\r\n"
                          : ""));
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).bytesReceived()).isEqualTo(OK.length());
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.answers.last().retried()).isFalse();
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void closesAnIdleConnectionThatSpeaksUnasked() {
    CountDownLatch idle = new CountDownLatch(1);
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
              idle.await();
              peer.write("HTTP/1.1 408 Request Timeout\r\n\r\n");
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      assertThat(client.requester.connections()).isEqualTo(1);
      idle.countDown();
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.answers.count()).isEqualTo(1);
    }
  }

  @Test
  void triesTheOtherAddressesOfTheTarget() throws IOException {
    try (var server = ScriptedServer.answering(OK)) {
      var refusing = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), server.port());
      try (var client =
          new Client(
              Plans.plan(Plans.target(server.port()), Plans.options(TIMEOUT_NS, TIMEOUT_NS), GET),
              List.of(refusing, server.address()),
              transport,
              10)) {
        for (int i = 0; i < 10; i++) {
          client.send(0);
        }
        client.awaitAnswers(10);
        assertThat(client.answers.statuses()).containsOnly(200);
        assertThat(client.connectTimes).hasSize(10);
      }
    }
  }

  @Test
  void aConnectionThatIsNotMadeInTimeIsAConnectTimeout() throws IOException {
    try (FullBacklog listener = FullBacklog.create()) {
      try (var client =
          new Client(
              Plans.plan(
                  Plans.target(listener.address().getPort()),
                  Plans.options(TIMEOUT_NS, 150 * MS),
                  GET),
              List.of(listener.address()),
              transport,
              1)) {
        long startNs = System.nanoTime();
        Answers.Told told = client.ask(0);
        assertThat(told.outcome()).isEqualTo(Outcome.CONNECT_TIMEOUT);
        assertThat(told.endNs() - startNs).isBetween(150 * MS, 900 * MS);
        assertThat(client.requester.connections()).isZero();
      }
    }
  }

  @Test
  void aCallbackThatThrowsEndsThePass() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, GET)) {
      client.send(
          0,
          "broken",
          () -> {
            throw new IllegalArgumentException("a fault");
          });
      assertThatThrownBy(() -> client.runUntil(() -> false)).hasRootCauseMessage("a fault");
    }
  }
}
