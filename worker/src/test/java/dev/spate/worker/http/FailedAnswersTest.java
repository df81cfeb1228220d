package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.ErrorSample;
import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.worker.http.Client.FailedAnswer;
import dev.spate.worker.http.io.Transport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// How answers that failed began, byte for byte.
class FailedAnswersTest {
  private static final HttpOptions SAMPLING =
      Plans.options(10_000 * MS, 10_000 * MS).withSampleErrors(1);
  private static final String OOPS =
      "HTTP/1.1 500 Oops\r\nX-Cause: disk\r\nContent-Length: 4\r\n\r\nfull";

  private static Client client(ScriptedServer server, HttpOptions options, HttpRequest request) {
    Plan plan = Plans.plan(Plans.target(server.address().getPort()), options, request);
    return new Client(plan, List.of(server.address()), Transport.NIO, 1);
  }

  @Test
  void anAnswerWithAStatusThatIsNoSuccessIsHandedOverWhole() {
    try (ScriptedServer server = ScriptedServer.answering(OOPS);
        Client client = client(server, SAMPLING, Plans.get("/"))) {
      client.ask(0);
      client.ask(0);
      FailedAnswer oops = new FailedAnswer(0, Outcome.STATUS_5XX, 500, OOPS);
      assertThat(client.failedAnswers).containsExactly(oops, oops);
    }
  }

  @Test
  void anAnswerThatComesInPiecesIsPutTogether() {
    CountDownLatch firstPieceWritten = new CountDownLatch(1);
    CountDownLatch firstPieceRead = new CountDownLatch(1);
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OOPS.substring(0, 24));
              firstPieceWritten.countDown();
              firstPieceRead.await();
              peer.write(OOPS.substring(24));
              peer.awaitEnd();
            });
        Client client = client(server, SAMPLING, Plans.get("/"))) {
      client.send(0);
      client.runUntil(() -> firstPieceWritten.getCount() == 0);
      client.linger();
      firstPieceRead.countDown();
      client.awaitAnswers(1);
      assertThat(client.failedAnswers)
          .containsExactly(new FailedAnswer(0, Outcome.STATUS_5XX, 500, OOPS));
    }
  }

  @Test
  void whatIsMalformedIsHandedOverWithWhatFollows() {
    String malformed = "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello";
    try (ScriptedServer server = ScriptedServer.answering(malformed);
        Client client = client(server, SAMPLING, Plans.get("/"))) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .containsExactly(new FailedAnswer(0, Outcome.MALFORMED_RESPONSE, 0, malformed));
    }
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsHandedOver() {
    String answer = "HTTP/1.1 404 Gone\r\n\r\nnothing here";
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(answer);
            });
        Client client = client(server, SAMPLING, Plans.get("/"))) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .containsExactly(new FailedAnswer(0, Outcome.STATUS_4XX, 404, answer));
    }
  }

  @Test
  void noMoreThanTheBeginningIsKept() {
    String answer =
        "HTTP/1.1 503 Busy\r\nContent-Length: 100000\r\n\r\n" + "0123456789".repeat(10_000);
    try (ScriptedServer server = ScriptedServer.answering(answer);
        Client client = client(server, SAMPLING, Plans.get("/"))) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly(answer.substring(0, ErrorSample.MAX_BYTES));
    }
  }

  @Test
  void answersThatShareAReadAreKeptApart() {
    String fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    String busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    HttpOptions pipelining =
        Plans.connections(KeepAlive.SHARED, true, 3, SAMPLING.connections().opensPerSecond())
            .withSampleErrors(1);
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.readRequest();
              peer.readRequest();
              peer.write(OOPS + fine + busy);
              peer.awaitEnd();
            });
        Client client = client(server, pipelining, Plans.get("/"))) {
      client.send(0);
      client.send(0);
      client.send(0);
      client.awaitAnswers(3);
      assertThat(client.failedAnswers).extracting(FailedAnswer::text).containsExactly(OOPS, busy);
    }
  }

  @Test
  void anAnswerThatThePlanExpectsHasNotFailed() {
    HttpRequest expecting = new HttpRequest("/", "GET", "/", List.of(), Body.EMPTY, Set.of(500));
    try (ScriptedServer server = ScriptedServer.answering(OOPS);
        Client client = client(server, SAMPLING, expecting)) {
      client.ask(0);
      assertThat(client.failedAnswers).isEmpty();
    }
  }

  @Test
  void nobodyHearsOfThemUnlessThePlanSaysSo() {
    try (ScriptedServer server = ScriptedServer.answering(OOPS);
        Client client = client(server, SAMPLING.withSampleErrors(0), Plans.get("/"))) {
      client.ask(0);
      assertThat(client.failedAnswers).isEmpty();
    }
  }
}
