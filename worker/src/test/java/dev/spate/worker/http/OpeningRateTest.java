package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Connections that may be opened only so many a second.
@ParameterizedClass
@MethodSource("transports")
class OpeningRateTest extends RequesterTest {
  /// A loop with all hundred connections of its worker has all of the worker's rate: one in 20 ms.
  private static final HttpOptions FIFTY = Plans.connections(KeepAlive.SHARED, true, 1, 50);

  /// Notes when connections come, and answers after all have.
  private static ScriptedServer accepting(List<Long> acceptedNs, int count) {
    return ScriptedServer.start((_, peer) -> {
      acceptedNs.add(System.nanoTime());
      peer.readRequest();
      while (acceptedNs.size() < count) {
        Thread.sleep(1);
      }
      peer.write(OK);
      peer.awaitEnd();
    });
  }

  @Test
  void connectionsAreOpenedOneAfterTheOther() {
    List<Long> acceptedNs = new CopyOnWriteArrayList<>();
    try (var server = accepting(acceptedNs, 10);
        var client = client(server, 100, FIFTY, GET)) {
      long startNs = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        client.send(0);
      }
      client.runUntil(() -> client.answers.count() == 10);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(9 * 20 * MS);
      assertThat(server.accepted()).isEqualTo(10);
    }
  }

  @Test
  void runReturnsForTheNextTurnHoweverLongItMayWait() {
    List<Long> acceptedNs = new CopyOnWriteArrayList<>();
    try (var server = accepting(acceptedNs, 3);
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
      client.runUntil(() -> client.answers.count() == 20);
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
