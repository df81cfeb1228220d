package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests with `Expect: 100-continue`, against servers that do with it what they may (RFC 9110
/// §10.1.1).
@ParameterizedClass
@MethodSource("transports")
class ExpectContinueTest extends RequesterTest {
  private static final HttpRequest EXPECTING =
      Plans.request("POST", "/", Body.of("the body"), new Header("expect", "100-Continue"));
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  /// What a script saw, in order.
  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

  @Test
  void holdsTheBodyBackUntilTheTargetAsksForIt() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              while (true) {
                String head = peer.readHead();
                seen.add(peer.hearsNothingFor(100));
                peer.write(CONTINUE);
                seen.add(peer.readBody(head));
                peer.write(OK);
              }
            });
        var client = client(server, 1, EXPECTING)) {
      for (int i = 0; i < 2; i++) {
        Answers.Told told = client.ask(0);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.bytesReceived()).isEqualTo(CONTINUE.length() + OK.length());
        assertThat(told.endNs() - told.sentNs()).isLessThan(1_000 * MS);
        assertThat(seen).containsExactly(true, "the body");
        seen.clear();
      }
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void countsTheBytesOfHeadAndBody() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              String head = peer.readHead();
              peer.write(CONTINUE);
              seen.add(head + peer.readBody(head));
              peer.write(OK);
              peer.awaitEnd();
            });
        var client = client(server, 1, EXPECTING)) {
      Answers.Told told = client.ask(0);
      assertThat(seen)
          .singleElement(STRING)
          .hasSize((int) told.bytesSent())
          .endsWith("\r\n\r\nthe body");
    }
  }

  @Test
  void anotherInterimAnswerIsNoLeave() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              String head = peer.readHead();
              peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
              seen.add(peer.hearsNothingFor(100));
              peer.write(CONTINUE);
              seen.add(peer.readBody(head));
              peer.write(OK);
              peer.awaitEnd();
            });
        var client = client(server, 1, EXPECTING)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(seen).containsExactly(true, "the body");
    }
  }

  @Test
  void sendsTheBodyUnaskedAfterASecond() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(CONTINUE + OK); // too late for the one, and not for the other
              peer.awaitEnd();
            });
        var client = client(server, 1, EXPECTING)) {
      client.send(0);
      while (client.answers.count() == 0) {
        client.requester.run(60_000 * MS); // no longer than until the body is due
      }
      Answers.Told told = client.answers.last();
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.endNs() - told.sentNs()).isBetween(1_000 * MS, 20_000 * MS);
      assertThat(told.bytesSent()).isEqualTo(server.requests().getFirst().length());
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void sendsNoBodyWhenTheAnswerIsFinal() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              seen.add(peer.readHead().length());
              peer.write("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
              seen.add(peer.readToEnd());
            });
        var client = client(server, 1, EXPECTING)) {
      for (int i = 0; i < 2; i++) {
        Answers.Told told = client.ask(0);
        assertThat(told.status()).isEqualTo(417);
        client.runUntil(() -> seen.size() >= 2);
        assertThat(seen).containsExactly((int) told.bytesSent(), "");
        assertThat(client.requester.connections()).isZero();
        seen.clear();
      }
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aConnectionThatEndsWhileTheBodyIsHeldBackSendsNothingMore() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              String head = peer.readHead();
              if (number > 0) {
                peer.readBody(head);
                peer.write(OK);
                peer.awaitEnd();
              }
            });
        var client = client(server, 1, EXPECTING)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
      assertThat(client.ask(0).status()).isEqualTo(200); // a second later, the old one being due
    }
  }

  @Test
  void waitsForNothingWithoutABody() {
    HttpRequest empty = Plans.request("GET", "/", Body.EMPTY, new Header("Expect", "100-continue"));
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, empty)) {
      Answers.Told told = client.ask(0);
      assertThat(told.endNs() - told.sentNs()).isLessThan(1_000 * MS);
      assertThat(told.status()).isEqualTo(200);
    }
  }
}
