package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.Deadlines;
import dev.spate.plan.HttpOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// How long an answer may take, and its first byte. ([RequesterFailuresTest] has connecting, and
/// answers that come too late.)
@ParameterizedClass
@MethodSource("transports")
class DeadlinesTest extends RequesterTest {
  private static HttpOptions deadlines(long firstByteNs, long requestNs) {
    return Plans.options(requestNs, TIMEOUT_NS)
        .withDeadlines(new Deadlines(TIMEOUT_NS, TIMEOUT_NS, firstByteNs, requestNs));
  }

  @Test
  void withoutAByteInTimeTheFirstByteIsLate() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              if (number > 0) {
                peer.write(OK);
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, deadlines(80 * MS, TIMEOUT_NS), GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.FIRST_BYTE_TIMEOUT);
      assertThat(told.endNs() - told.sentNs()).isBetween(80 * MS, TIMEOUT_NS / 2);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void oneByteIsEnoughForTheFirstDeadlineAndNotForTheSecond() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("H");
              peer.awaitEnd();
            });
        var client = client(server, 1, deadlines(100 * MS, 400 * MS), GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(told.endNs() - told.sentNs()).isGreaterThanOrEqualTo(400 * MS);
    }
  }

  @Test
  void anInterimAnswerIsAnAnswersFirstByte() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("HTTP/1.1 103 Early Hints\r\n\r\n");
              peer.pause(300);
              peer.write(OK);
              peer.awaitEnd();
            });
        var client = client(server, 1, deadlines(150 * MS, TIMEOUT_NS), GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
    }
  }

  @Test
  void eachRequestHasItsOwnDeadlineHoweverManyThereAre() {
    try (var server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              if (number % 2 == 0) {
                peer.write(OK);
              }
              peer.awaitEnd();
            });
        var client = client(server, 40, deadlines(200 * MS, TIMEOUT_NS), GET)) {
      for (int i = 0; i < 40; i++) {
        client.send(0);
      }
      client.awaitAnswers(40);
      assertThat(client.answers.all())
          .filteredOn(told -> told.outcome() == Outcome.FIRST_BYTE_TIMEOUT)
          .hasSize(20)
          .allSatisfy(
              told -> assertThat(told.endNs() - told.sentNs()).isGreaterThanOrEqualTo(200 * MS));
      assertThat(client.requester.connections()).isEqualTo(20);
    }
  }

  @Test
  void aRequestMayHaveATimeoutOfItsOwn() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              if (peer.readRequest().startsWith("GET /late ")) {
                peer.pause(700);
                peer.write(OK);
              }
              peer.awaitEnd();
            });
        var client =
            client(
                server,
                3,
                deadlines(400 * MS, 400 * MS),
                GET,
                Plans.get("/soon", 100 * MS),
                Plans.get("/late", TIMEOUT_NS))) {
      client.send(0, "plan's");
      client.send(1, "soon");
      client.send(2, "late");
      client.awaitAnswers(3);

      assertThat(client.answers.names()).containsExactly("soon", "plan's", "late");
      assertThat(client.answers.all().getFirst().outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(client.answers.all().get(1).outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(client.answers.last().status()).isEqualTo(200);
    }
  }
}
