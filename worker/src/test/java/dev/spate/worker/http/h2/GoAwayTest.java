package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.http.Answers.Told;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.ScriptedServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a target's farewell means to the calls of its connection (RFC 9113 §6.8).
class GoAwayTest extends Http2Test {
  /// Takes three requests, and says farewell to those above a stream; answers what is below it.
  private static ScriptedServer sayingFarewell(int last, ErrorCode code) {
    return FrameServer.start((number, peer) -> {
      if (number > 0) {
        peer.answerAll();
      }
      int first = peer.awaitRequest();
      peer.awaitRequest();
      peer.awaitRequest();
      peer.goAway(last, code);
      peer.awaitAllRead();
      for (int stream = first; stream <= last; stream += 2) {
        peer.answer(stream);
      }
      peer.awaitEnd();
    });
  }

  private static void sendThree(Client client) {
    for (int i = 0; i < 3; i++) {
      client.send(0, "call " + i);
    }
    client.awaitAnswers(3);
  }

  @Test
  void finishesBelowAndSendsAgainAboveTheLastStream() {
    try (var server = sayingFarewell(3, ErrorCode.NO_ERROR);
        var client = client(server, 2, GET)) {
      sendThree(client);
      assertThat(client.answers.statuses()).containsOnly(200);
      List<String> retried =
          client.answers.all().stream().filter(Told::retried).map(Told::name).toList();
      assertThat(retried).containsExactly("call 2");
      assertThat(server.accepted()).isEqualTo(2);
      client.runUntil(() -> client.requester.connections() < 2);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void closesOnceTheLastAnswerIsThere() {
    try (var server = sayingFarewell(5, ErrorCode.NO_ERROR);
        var client = client(server, 1, GET)) {
      sendThree(client);
      assertThat(client.answers.all()).noneMatch(Told::retried);
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void sendsNothingAgainWhereThePlanSaysSo() {
    try (var server = sayingFarewell(3, ErrorCode.NO_ERROR);
        var client = client(server, 2, GoAwayTest::withoutRetry, GET)) {
      sendThree(client);
      assertThat(client.answers.all())
          .filteredOn(told -> told.outcome() != null)
          .singleElement()
          .extracting(Told::outcome)
          .isEqualTo(Outcome.H2_REFUSED_STREAM);
      assertThat(client.answers.all()).noneMatch(Told::retried);
    }
  }

  private static HttpOptions withoutRetry(HttpOptions options) {
    ConnectionOptions connections = options.connections();
    return options.withConnections(
        new ConnectionOptions(
            connections.perWorker(),
            connections.keepAlive(),
            false,
            connections.pipelining(),
            connections.streams(),
            connections.opensPerSecond(),
            connections.resolve(),
            connections.resolveTtlNs(),
            connections.sources(),
            connections.proxy(),
            connections.unixSocket()));
  }

  @Test
  void theCauseOfAFarewellIsTheOutcomeOfWhatItLeavesUnanswered() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.goAway(stream, ErrorCode.ENHANCE_YOUR_CALM);
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.H2_ENHANCE_YOUR_CALM);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFarewellInTwoStepsIsKept(boolean pause) {
    try (var server =
            FrameServer.start((number, peer) -> {
              if (number > 0) {
                peer.answerAll();
              }
              peer.goAway(Integer.MAX_VALUE, ErrorCode.NO_ERROR);
              int stream = peer.awaitRequest();
              if (pause) {
                peer.awaitAllRead();
              }
              peer.goAway(stream, ErrorCode.NO_ERROR);
              peer.answer(stream);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      client.send(0);
      client.send(0);
      client.awaitAnswers(2);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }
}
