package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.Deadlines;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Several requests on one HTTP/1.1 connection at a time.
@ParameterizedClass
@MethodSource("transports")
class PipeliningTest extends RequesterTest {
  private static final HttpOptions FOUR = Plans.connections(KeepAlive.SHARED, true, 4, 0);

  private static String answer(int status) {
    return "HTTP/1.1 " + status + " X\r\nContent-Length: 2\r\n\r\nhi";
  }

  /// Opens the connection, so that what follows is sent on it at once.
  private static void open(Client client) {
    assertThat(client.ask(0).status()).isEqualTo(200);
  }

  @Test
  void sendsUpToSoManyRequestsBeforeTheFirstAnswer() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequests(4); // hangs if they come one by one
              for (int status = 201; status <= 204; status++) {
                peer.write(status == 204 ? "HTTP/1.1 204 X\r\n\r\n" : answer(status));
              }
              peer.readRequest();
              peer.write(answer(205));
              peer.awaitEnd();
            });
        var client = client(server, 1, FOUR, GET)) {
      open(client);
      for (int i = 0; i < 5; i++) {
        client.send(0, "n" + i);
      }
      client.awaitAnswers(6);
      assertThat(client.answers.names()).containsExactly("request 0", "n0", "n1", "n2", "n3", "n4");
      assertThat(client.answers.statuses()).containsExactly(200, 201, 202, 203, 204, 205);
      assertThat(client.answers.all()).noneMatch(Answers.Told::retried);
      assertThat(client.answers.all().get(1).bytesReceived()).isEqualTo(answer(201).length());
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void sendsOneAtATimeUnlessThePlanSaysOtherwise() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              while (true) {
                peer.readRequest();
                peer.write(peer.hearsNothingFor(5) ? OK : answer(500));
              }
            });
        var client = client(server, 1, GET)) {
      for (int i = 0; i < 10; i++) {
        client.send(0);
      }
      client.awaitAnswers(10);
      assertThat(client.answers.statuses()).containsOnly(200);
    }
  }

  @Test
  void answersMayBeSplitAnywhere() {
    String answers =
        answer(201)
            + "HTTP/1.1 202 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n"
            + answer(203);
    for (int split = 1; split < answers.length(); split += 7) {
      int at = split;
      try (var server =
              ScriptedServer.start((_, peer) -> {
                peer.readRequest();
                peer.write(OK);
                peer.readRequests(3);
                peer.write(answers.substring(0, at));
                peer.pause(1);
                peer.write(answers.substring(at));
                peer.awaitEnd();
              });
          var client = client(server, 1, FOUR, GET)) {
        open(client);
        client.send(0);
        client.send(0);
        client.send(0);
        client.awaitAnswers(4);
        assertThat(client.answers.statuses()).containsExactly(200, 201, 202, 203);
        assertThat(client.requester.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void largeRequestsGoBetweenSmallOnesInOrder() {
    HttpRequest large = Plans.request("PUT", "/large", Body.of("x".repeat(100_000)));
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, FOUR, GET, large)) {
      open(client);
      int[] requests = {0, 1, 1, 0, 0, 0, 1, 0};
      for (int request : requests) {
        client.send(request);
      }
      client.awaitAnswers(9);
      assertThat(
              server.requests().subList(1, 9).stream()
                  .map(request -> request.length() < 100_000 ? 0 : 1))
          .containsExactlyElementsOf(IntStream.of(requests).boxed().toList());
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void thoseThatWereNotAnsweredGoOnceToAFreshConnection() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              if (number == 0) {
                peer.readRequest();
                peer.write(OK);
                peer.readRequests(4);
                peer.write(answer(201));
              } else {
                for (int status = 202; status < 205; status++) {
                  peer.readRequest();
                  peer.write(status == 204 ? "HTTP/1.1 204 X\r\n\r\n" : answer(status));
                }
                peer.awaitEnd();
              }
            });
        var client = client(server, 1, FOUR, GET)) {
      open(client);
      for (int i = 0; i < 4; i++) {
        client.send(0, "n" + i);
      }
      client.awaitAnswers(5);
      assertThat(client.answers.names()).containsExactly("request 0", "n0", "n1", "n2", "n3");
      assertThat(client.answers.statuses()).containsExactly(200, 201, 202, 203, 204);
      assertThat(client.answers.all().stream().map(Answers.Told::retried))
          .containsExactly(false, false, true, true, true);
      assertThat(server.accepted()).isEqualTo(2);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeRepeatedFailsWithTheCauseOfTheLoss() {
    for (boolean reset : List.of(false, true)) {
      try (var server =
              ScriptedServer.start((number, peer) -> {
                peer.readRequest();
                peer.write(OK);
                if (number == 0) {
                  peer.readRequests(3);
                  if (reset) {
                    peer.reset();
                  }
                } else {
                  peer.awaitEnd();
                }
              });
          var client = client(server, 1, FOUR, GET, POST)) {
        open(client);
        client.send(1, "post");
        client.send(0, "get");
        client.send(1, "post");
        client.awaitAnswers(4);
        for (Answers.Told told : client.answers.all().subList(1, 4)) {
          if (told.name().equals("get")) {
            assertThat(told.status()).isEqualTo(200);
            assertThat(told.retried()).isTrue();
          } else {
            assertThat(told.outcome()).isEqualTo(reset ? Outcome.RESET : Outcome.CLOSED_EARLY);
            assertThat(told.retried()).isFalse();
          }
        }
      }
    }
  }

  @Test
  void aTargetThatAnswersNothingIsNotAskedMoreThanTwice() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequests(number == 0 ? 3 : 1);
            });
        var client = client(server, 1, FOUR, GET)) {
      for (int i = 0; i < 3; i++) {
        client.send(0);
      }
      client.awaitAnswers(3);
      assertThat(client.answers.all())
          .allSatisfy(told -> assertThat(told.outcome()).isEqualTo(Outcome.CLOSED_EARLY));
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerThatEndsTheConnectionSendsThoseBehindItElsewhere() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequest();
              if (number == 0) {
                peer.readRequest();
                peer.write("HTTP/1.1 201 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
              } else {
                peer.write(OK);
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, FOUR, GET)) {
      open(client);
      client.send(0, "last");
      client.send(0, "behind");
      client.awaitAnswers(3);
      assertThat(client.answers.names()).containsExactly("request 0", "last", "behind");
      assertThat(client.answers.statuses()).containsExactly(200, 201, 200);
      assertThat(client.answers.last().retried()).isTrue();
    }
  }

  @Test
  void aMalformedAnswerIsTheFaultOfNoOther() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(OK);
              if (number == 0) {
                peer.readRequests(2);
                peer.write("HTTP/1.1 20x\r\n\r\n" + answer(299));
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, FOUR, GET)) {
      open(client);
      client.send(0, "first");
      client.send(0, "second");
      client.awaitAnswers(3);
      assertThat(client.answers.all().get(1).outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
      assertThat(client.answers.last().status()).isEqualTo(200);
      assertThat(client.answers.last().retried()).isTrue();
    }
  }

  @Test
  void aLateAnswerIsNeverTakenForAnother() {
    HttpOptions hurried =
        FOUR.withDeadlines(new Deadlines(TIMEOUT_NS, TIMEOUT_NS, 150 * MS, 150 * MS));
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(OK);
              if (number == 0) {
                peer.readRequests(2);
                peer.pause(400);
                peer.write(answer(500) + answer(500));
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, hurried, GET)) {
      open(client);
      client.send(0, "late");
      client.send(0, "behind");
      client.awaitAnswers(3);
      client.ask(0);
      assertThat(client.answers.all().stream().map(Answers.Told::status)).doesNotContain(500);
      assertThat(client.answers.all().get(1).outcome()).isEqualTo(Outcome.TIMEOUT);
    }
  }

  @Test
  void bytesThatAreThereBeforeARequestAreNotItsAnswer() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(number == 0 ? OK + answer(500) : OK);
              while (number > 0) {
                peer.readRequest();
                peer.write(OK);
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, FOUR, GET)) {
      client.send(0, "first", () -> client.send(0, "second"));
      client.awaitAnswers(2);
      assertThat(client.answers.statuses()).containsExactly(200, 200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }
}
