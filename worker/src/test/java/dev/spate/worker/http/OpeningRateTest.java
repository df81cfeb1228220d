package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Connections that may be opened only so many a second.
@ParameterizedClass
@MethodSource("transports")
class OpeningRateTest extends RequesterTest {
  /// A loop with all hundred connections of its worker has all of the worker's rate: one in 20 ms.
  private static final HttpOptions FIFTY = Plans.connections(KeepAlive.SHARED, true, 1, 50);

  /// Answers after so many connections have come.
  private static ScriptedServer answeringAfter(int count) {
    CountDownLatch toCome = new CountDownLatch(count);
    return ScriptedServer.start((_, peer) -> {
      toCome.countDown();
      peer.readRequest();
      toCome.await();
      peer.write(OK);
      peer.awaitEnd();
    });
  }

  @Test
  void connectionsAreOpenedOneAfterTheOther() {
    try (var server = answeringAfter(10);
        var client = client(server, 100, FIFTY, GET)) {
      long startNs = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        client.send(0);
      }
      client.awaitAnswers(10);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(9 * 20 * MS);
      assertThat(server.accepted()).isEqualTo(10);
    }
  }

  @Test
  void runReturnsForTheNextTurnHoweverLongItMayWait() {
    try (var server = answeringAfter(3);
        var client = client(server, 100, FIFTY, GET)) {
      for (int i = 0; i < 3; i++) {
        client.send(0);
      }
      long startNs = System.nanoTime();
      while (client.answers.count() < 3) {
        client.requester.run(60_000 * MS);
      }
      assertThat(System.nanoTime() - startNs).isLessThan(30_000 * MS);
    }
  }

  @Test
  void aRequestThatWaitsForItsTurnTakesAConnectionThatIsFreeBefore() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 100, Plans.connections(KeepAlive.SHARED, true, 1, 1), GET)) {
      long startNs = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        client.send(0);
      }
      assertThat(client.requester.ready()).as("others wait already").isFalse();
      client.awaitAnswers(20);
      assertThat(System.nanoTime() - startNs).isLessThan(19_000 * MS);
      assertThat(server.accepted()).isLessThan(20);
    }
  }

  @Test
  void aRequestSentAgainWaitsForTheTurnOfItsFreshConnection() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              peer.write(OK);
              if (number == 0) {
                peer.readRequest();
              } else {
                peer.awaitEnd();
              }
            });
        var client = client(server, 100, Plans.connections(KeepAlive.SHARED, true, 1, 5), GET)) {
      long startNs = System.nanoTime();
      client.ask(0);
      Answers.Told told = client.ask(0);
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.retried()).isTrue();
      assertThat(told.endNs() - startNs).isGreaterThanOrEqualTo(200 * MS);
    }
  }
}
