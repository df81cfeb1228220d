package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may use a connection again, and whether what was lost on one is sent again.
@ParameterizedClass
@MethodSource("transports")
class KeepAliveTest extends RequesterTest {
  private static final HttpOptions OWN = Plans.connections(KeepAlive.USER, true, 1, 0);
  private static final HttpOptions OFF = Plans.connections(KeepAlive.OFF, true, 1, 0);

  /// Answers with the number of the connection, from 200 on.
  private static ScriptedServer numbering() {
    return ScriptedServer.start((number, peer) -> {
      while (true) {
        peer.readRequest();
        peer.write("HTTP/1.1 " + (200 + number) + " X\r\nContent-Length: 0\r\n\r\n");
      }
    });
  }

  private static int ask(Client client, Exchange user) {
    int before = client.answers.count();
    client.requester.send(0, user);
    client.runUntil(() -> client.answers.count() > before);
    return client.answers.last().status();
  }

  @Test
  void offSendsOneRequestAConnectionAndSaysSo() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 2, OFF, GET)) {
      for (int i = 0; i < 10; i++) {
        client.send(0);
      }
      client.awaitAnswers(10);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(10);
      assertThat(server.requests())
          .allMatch(request -> request.contains("\r\nConnection: close\r\n"));
      assertThat(client.requester.connections()).isZero();
    }
  }

  @Test
  void aUserComesBackToItsOwnConnectionAndToNoOther() {
    try (var server = numbering();
        var client = client(server, 10, OWN, GET)) {
      Exchange anna = client.answers.exchange("anna");
      Exchange bert = client.answers.exchange("bert");
      assertThat(client.requester.holds(anna)).isFalse();
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(ask(client, bert)).isEqualTo(201);
      assertThat(client.requester.holds(anna)).isTrue();
      for (int i = 0; i < 5; i++) {
        assertThat(ask(client, anna)).isEqualTo(200);
        assertThat(ask(client, bert)).isEqualTo(201);
      }
      assertThat(client.requester.connections()).isEqualTo(2);
    }
  }

  @Test
  void aUserThatLeavesTakesItsConnectionAlong() {
    try (var server = numbering();
        var client = client(server, 10, OWN, GET)) {
      Exchange anna = client.answers.exchange("anna");
      assertThat(ask(client, anna)).isEqualTo(200);
      client.requester.leave(anna);
      assertThat(client.requester.connections()).isZero();
      assertThat(client.requester.holds(anna)).isFalse();
      client.requester.leave(anna);
      assertThat(ask(client, anna)).isEqualTo(201);
    }
  }

  @Test
  void aUserMayLeaveInsideTheCallOfItsLastAnswer() {
    try (var server = numbering();
        var client = client(server, 1, OWN, GET)) {
      Exchange[] user = new Exchange[1];
      user[0] = client.answers.exchange("anna", () -> client.requester.leave(user[0]));
      assertThat(ask(client, user[0])).isEqualTo(200);
      assertThat(client.requester.connections()).isZero();
      assertThat(ask(client, user[0])).isEqualTo(201);
    }
  }

  @Test
  void whereThereIsNoRoomAUserWaitsForAnotherToLeave() {
    try (var server = numbering();
        var client = client(server, 1, OWN, GET)) {
      Exchange anna = client.answers.exchange("anna");
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(client.requester.ready()).isFalse();
      client.send(0, "bert");
      assertThat(ask(client, anna)).as("need not wait").isEqualTo(200);
      client.linger();
      assertThat(client.answers.count()).isEqualTo(2);
      client.requester.leave(anna);
      client.awaitAnswers(3);
      assertThat(client.answers.last().name()).isEqualTo("bert");
      assertThat(client.answers.last().status()).isEqualTo(201);
    }
  }

  @Test
  void aUserWhoseConnectionWasClosedOpensAnother() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
            });
        var client = client(server, 10, OWN, GET)) {
      Exchange anna = client.answers.exchange("anna");
      assertThat(ask(client, anna)).isEqualTo(200);
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.requester.holds(anna)).isFalse();
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aUsersRequestThatIsSentAgainMakesTheFreshConnectionItsOwn() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequest();
              if (number > 0) {
                peer.write(OK);
                peer.awaitEnd();
              }
            });
        var client = client(server, 10, OWN, GET)) {
      Exchange anna = client.answers.exchange("anna");
      ask(client, anna);
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(client.answers.last().retried()).isTrue();
      assertThat(client.requester.holds(anna)).isTrue();
      ask(client, anna);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void sharedConnectionsAreNobodys() {
    try (var server = numbering();
        var client = client(server, 10, GET)) {
      Exchange anna = client.answers.exchange("anna");
      ask(client, anna);
      assertThat(client.requester.holds(anna)).isFalse();
      client.requester.leave(anna);
      assertThat(client.requester.connections()).isEqualTo(1);
      assertThat(ask(client, client.answers.exchange("bert"))).isEqualTo(200);
    }
  }

  @Test
  void nothingIsSentAgainWhereThePlanSaysSo() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write(OK);
              peer.readRequest();
            });
        var client = client(server, 1, Plans.connections(KeepAlive.SHARED, false, 1, 0), GET)) {
      client.ask(0);
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.CLOSED_EARLY);
      assertThat(told.retried()).isFalse();
      assertThat(server.requests()).hasSize(2);
    }
  }
}
