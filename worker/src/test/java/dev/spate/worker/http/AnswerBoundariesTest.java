package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.worker.http.h1.MalformedAnswers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What comes between answers, or in their stead, and what it does to connections.
@ParameterizedClass
@MethodSource("transports")
class AnswerBoundariesTest extends RequesterTest {
  @Test
  void aMalformedAnswerEndsItsConnectionAndNoOther() {
    for (MalformedAnswers.Sample sample : MalformedAnswers.ALL) {
      CountDownLatch refused = new CountDownLatch(1);
      try (var server =
              ScriptedServer.start((number, peer) -> {
                peer.readRequest();
                if (number == 1) {
                  peer.write(sample.text());
                  peer.awaitEnd();
                  refused.countDown();
                } else {
                  refused.await(); // so the other one answers a client that has seen the worst
                  while (true) {
                    peer.write(OK);
                    peer.readRequest();
                  }
                }
              });
          var client = client(server, 2, GET)) {
        client.send(0);
        client.send(0);
        client.awaitAnswers(2);
        assertThat(client.answers.all())
            .as("%s", sample)
            .extracting(Answers.Told::outcome)
            .containsExactly(Outcome.MALFORMED_RESPONSE, null);
        assertThat(client.requester.connections()).as("%s", sample).isEqualTo(1);
        assertThat(client.ask(0).status()).as("%s", sample).isEqualTo(200);
        assertThat(server.accepted()).as("%s", sample).isEqualTo(2);
      }
    }
  }

  @Test
  void aMalformedAnswerIsNotAskedForAgain() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequest();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n");
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
      assertThat(told.retried()).isFalse();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void emptyLinesAfterAnAnswerMeanNothing() {
    for (String lines : List.of("\r\n", "\n", "\r\n\r\n")) {
      try (var server = ScriptedServer.answering(OK + lines);
          var client = client(server, 1, GET)) {
        for (int i = 0; i < 3; i++) {
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
        assertThat(server.accepted()).isEqualTo(1);
      }
    }
  }

  @Test
  void anEmptyLineThatComesLateMeansNothingEvenInPieces() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              while (true) {
                peer.readRequest();
                peer.write(OK);
                peer.write("\r");
                peer.pause(20);
                peer.write("\n");
              }
            });
        var client = client(server, 1, GET)) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
        client.linger();
      }
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void answersThatSayCloseAreTheLastOnTheirConnection() {
    for (String close : List.of("close", "Close", "x, cLOSE", "keep-alive,close")) {
      String answer = "HTTP/1.1 200 OK\r\nConnection: " + close + "\r\nContent-Length: 0\r\n\r\n";
      try (var server = ScriptedServer.answering(answer);
          var client = client(server, 1, GET)) {
        for (int i = 1; i <= 2; i++) {
          assertThat(client.ask(0).status()).isEqualTo(200);
          assertThat(client.requester.connections()).isZero();
          assertThat(server.accepted()).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void anAnswerThatCannotBeTrustedIsTheLastOnItsConnection() {
    String answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n";
    try (var server = ScriptedServer.answering(answer);
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.requester.connections()).isZero();
    }
  }

  @Test
  void countsABodyAsItIsOnTheWire() {
    String answer =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b\u0000";
    try (var server = ScriptedServer.answering(answer);
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).bytesReceived()).isEqualTo(answer.length());
      assertThat(client.ask(0).bytesReceived()).isEqualTo(answer.length());
      assertThat(server.accepted()).isEqualTo(1);
    }
  }
}
