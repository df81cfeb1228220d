package dev.spate.worker.http.h2;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.measure.Outcome;
import dev.spate.plan.Deadlines;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.http.Answers.Told;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The deadline of an answer's first byte, on streams.
class FirstByteTest extends Http2Test {
  private static final String OK = "88";

  private static UnaryOperator<HttpOptions> within(long firstByteNs, long requestNs) {
    return options ->
        options.withDeadlines(new Deadlines(PATIENCE_NS, PATIENCE_NS, firstByteNs, requestNs));
  }

  @Test
  void aBodyMayTakeLongerThanItsFirstByte() {
    CountDownLatch late = new CountDownLatch(1);
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.HEADERS, Frames.FLAG_END_HEADERS, stream, OK);
              late.await();
              peer.frame(Frames.DATA, Frames.FLAG_END_STREAM, stream, "61");
              peer.awaitEnd();
            });
        var client = client(server, 1, within(1_000 * MS, PATIENCE_NS), GET)) {
      client.send(0);
      long untilNs = System.nanoTime() + 1_500 * MS;
      client.runUntil(() -> System.nanoTime() > untilNs);
      late.countDown();
      client.runUntil(() -> client.answers.count() == 1);
      assertThat(client.answers.last().status()).isEqualTo(200);
    }
  }

  @Test
  void anInterimAnswerIsAnAnswersFirstByte() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.HEADERS, Frames.FLAG_END_HEADERS, stream, "08 03 313033");
              peer.awaitEnd();
            });
        var client = client(server, 1, within(1_000 * MS, 2_500 * MS), GET)) {
      Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.TIMEOUT);
      assertThat(told.endNs() - told.sentNs()).isGreaterThanOrEqualTo(2_500 * MS);
    }
  }

  @Test
  void aStreamOfWhichNothingComesIsCancelledAndTheOthersGoOn() {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var server =
            FrameServer.start((_, peer) -> {
              int silent = peer.awaitRequest();
              int slow = peer.awaitRequest();
              peer.frame(Frames.HEADERS, Frames.FLAG_END_HEADERS, slow, OK);
              FrameServer.Frame reset = peer.await(Frames.RST_STREAM);
              if (reset.stream() == silent) {
                cancelled.countDown();
              }
              peer.frame(Frames.DATA, Frames.FLAG_END_STREAM, slow, "61");
              peer.awaitEnd();
            });
        var client = client(server, 1, within(500 * MS, PATIENCE_NS), GET)) {
      client.send(0, "silent");
      client.send(0, "slow");
      client.runUntil(() -> client.answers.count() == 2);
      assertThat(cancelled.getCount()).isZero();
      assertThat(client.answers.all())
          .extracting(Told::name, Told::outcome)
          .containsExactly(tuple("silent", Outcome.FIRST_BYTE_TIMEOUT), tuple("slow", null));
    }
  }

  @Test
  void aConnectionThatIsSilentAllTheWhileTakesNoMoreCalls() {
    try (var server =
            FrameServer.start((number, peer) -> {
              if (number > 0) {
                peer.answerAll();
              }
              peer.awaitEnd();
            });
        var client = client(server, 1, within(300 * MS, PATIENCE_NS), GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.FIRST_BYTE_TIMEOUT);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }
}
