package dev.spate.worker.http.h2;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.Protocol;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.ScriptedServer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2 in the clear by an upgrade (RFC 7540 §3.2).
class UpgradeTest extends Http2Test {
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";

  private static Client client(ScriptedServer server, long timeoutNs) {
    return client(
        server,
        4,
        options ->
            options
                .withProtocol(Protocol.H2C)
                .withDeadlines(Plans.options(timeoutNs, PATIENCE_NS).deadlines()),
        GET);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnWithHttp2WhereTheTargetTakesTheOffer(boolean settingsAtOnce) {
    CompletableFuture<String> question = new CompletableFuture<>();
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              String settings = "\0\0\0\4\0\0\0\0\0";
              question.complete(peer.readQuestion(SWITCHING + (settingsAtOnce ? settings : "")));
              if (settingsAtOnce) {
                peer.readPreface();
              } else {
                peer.greet("");
              }
              peer.answer(1);
              peer.answerAll();
            });
        var client = client(server, PATIENCE_NS)) {
      for (int i = 0; i < 20; i++) {
        client.send(0);
      }
      client.awaitAnswers(20);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(client.answers.all()).noneMatch(told -> told.retried());
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(client.requester.connections()).isEqualTo(1);
      assertThat(question.join())
          .startsWith("OPTIONS * HTTP/1.1\r\nHost: localhost")
          .contains("\r\nConnection: Upgrade, HTTP2-Settings\r\n", "\r\nUpgrade: h2c\r\n")
          .containsPattern("\r\nHTTP2-Settings: [A-Za-z0-9_-]+\r\n");
    }
  }

  @Test
  void staysWithHttp1WhereItDoesNot() {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var client = client(server, PATIENCE_NS)) {
      for (int i = 0; i < 20; i++) {
        client.send(0);
      }
      client.awaitAnswers(20);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.requests().stream().filter(each -> each.startsWith("OPTIONS"))).hasSize(1);
    }
  }

  @Test
  void aTargetThatSaysNothingTimesOut() {
    try (var server = ScriptedServer.start((_, peer) -> peer.awaitEnd());
        var client = client(server, 200 * MS)) {
      client.send(0);
      client.send(0);
      client.awaitAnswers(2);
      assertThat(client.answers.all())
          .extracting(told -> told.outcome())
          .containsOnly(Outcome.TIMEOUT);
      client.runUntil(() -> client.requester.connections() == 0);
    }
  }

  @Test
  void whatIsNoAnswerIsMalformed() {
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              peer.readQuestion("SSH-2.0-Server\r\n\r\n");
              peer.awaitEnd();
            });
        var client = client(server, PATIENCE_NS)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
    }
  }
}
