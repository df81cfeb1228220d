package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.ScriptedServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Connections of HTTP/2 that belong to a virtual user.
class UserConnectionsTest extends Http2Test {
  /// A header block with a status that has the number of its connection in it, from 200 on.
  private static String numbered(int number) {
    return "08 03 32 30 3" + number; // literal without indexing, name of index 8
  }

  private static void answer(FrameServer.Peer peer, int stream, int number) throws IOException {
    int flags = Frames.FLAG_END_HEADERS | Frames.FLAG_END_STREAM;
    peer.frame(Frames.HEADERS, flags, stream, numbered(number));
  }

  private static Client client(ScriptedServer server, int connections) {
    return client(server, connections, UserConnectionsTest::own, GET);
  }

  private static HttpOptions own(HttpOptions options) {
    ConnectionOptions defaults = options.connections();
    return options.withConnections(
        new ConnectionOptions(
            defaults.perWorker(),
            KeepAlive.USER,
            defaults.retry(),
            defaults.pipelining(),
            defaults.streams(),
            defaults.opensPerSecond(),
            defaults.resolve(),
            defaults.resolveTtlNs(),
            defaults.sources(),
            defaults.proxy(),
            defaults.unixSocket()));
  }

  private static int ask(Client client, Exchange user) {
    int before = client.answers.count();
    client.requester.send(0, user);
    client.runUntil(() -> client.answers.count() > before);
    return client.answers.last().status();
  }

  @Test
  void aUserComesBackToItsOwnConnectionAndToNoOther() {
    try (var server =
            FrameServer.start((number, peer) -> {
              while (true) {
                answer(peer, peer.awaitRequest(), number);
              }
            });
        var client = client(server, 10)) {
      Exchange anna = client.answers.exchange("anna");
      Exchange bert = client.answers.exchange("bert");
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(ask(client, bert)).isEqualTo(201);
      for (int i = 0; i < 5; i++) {
        assertThat(ask(client, anna)).isEqualTo(200);
        assertThat(ask(client, bert)).isEqualTo(201);
      }
      assertThat(client.requester.connections()).isEqualTo(2);
      client.requester.leave(anna);
      assertThat(client.requester.holds(anna)).isFalse();
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedStreamGoesAgainOverTheUsersOwnConnection() {
    try (var server =
            FrameServer.start((number, peer) -> {
              peer.reset(peer.awaitRequest(), ErrorCode.REFUSED_STREAM);
              while (true) {
                answer(peer, peer.awaitRequest(), number);
              }
            });
        var client = client(server, 1)) {
      Exchange anna = client.answers.exchange("anna");
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(client.answers.last().retried()).isTrue();
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(client.requester.holds(anna)).isTrue();
    }
  }

  @Test
  void aConnectionThatIsToldToGoIsReplacedByOneThatIsTheUsersOwnAsWell() {
    CountDownLatch answered = new CountDownLatch(1);
    try (var server =
            FrameServer.start((number, peer) -> {
              int stream = peer.awaitRequest();
              if (number == 0) {
                peer.goAway(stream, ErrorCode.NO_ERROR);
                peer.awaitAllRead();
                answered.countDown();
              }
              answer(peer, stream, number);
              while (true) {
                answer(peer, peer.awaitRequest(), number);
              }
            });
        var client = client(server, 1)) {
      // It asks again as soon as it is answered, when its connection has not been closed yet.
      Exchange[] anna = new Exchange[1];
      anna[0] =
          client.answers.exchange(
              "anna",
              () -> {
                if (client.answers.count() == 1) {
                  client.requester.send(0, anna[0]);
                }
              });
      client.requester.send(0, anna[0]);
      client.runUntil(() -> client.answers.count() == 2);
      assertThat(answered.getCount()).isZero();
      assertThat(client.answers.statuses()).containsExactly(200, 201);
      assertThat(ask(client, anna[0])).isEqualTo(201);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void aTargetThatAllowsNoMoreStreamsLosesTheConnectionAndNotTheUser() {
    try (var server =
            FrameServer.start((number, peer) -> {
              int stream = peer.awaitRequest();
              if (number == 0) {
                peer.frame(Frames.SETTINGS, 0, 0, "0003 00000000");
              }
              answer(peer, stream, number);
              while (true) {
                answer(peer, peer.awaitRequest(), number);
              }
            });
        var client = client(server, 1)) {
      Exchange anna = client.answers.exchange("anna");
      assertThat(ask(client, anna)).isEqualTo(200);
      assertThat(ask(client, anna)).isEqualTo(201);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }
}
