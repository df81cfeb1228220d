package dev.spate.worker.http.h2;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.http.Answers;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.h2.FrameServer.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What a connection does for the calls of its pool.
class Http2ConnectionTest extends Http2Test {
  @Test
  void sendsARequestAsHttp2HasIt() {
    HttpRequest post =
        Plans.request(
            "POST",
            "/path?q=1",
            Body.of("hello"),
            new Header("X-Case", " Kept "),
            new Header("Connection", "keep-alive, X-Case"),
            new Header("TE", "trailers"),
            new Header("Host", "another.example"),
            new Header("User-Agent", "test"));
    List<String> fields = new CopyOnWriteArrayList<>();
    CompletableFuture<Frame> data = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              Frame head = peer.await(Frames.HEADERS);
              fields.addAll(peer.fields(head));
              data.complete(peer.await(Frames.DATA));
              peer.answer(head.stream());
              peer.awaitEnd();
            });
        var client = client(server, 1, post)) {
      Answers.Told told = client.ask(0);
      assertThat(told.status()).isEqualTo(200);
      assertThat(fields)
          .containsExactlyInAnyOrder(
              ":method: POST",
              ":scheme: http",
              ":authority: another.example",
              ":path: /path?q=1",
              "x-case: Kept",
              "te: trailers",
              "user-agent: test",
              "content-length: 5");
      assertThat(fields.subList(0, 4)).allMatch(field -> field.startsWith(":"));
      Frame body = data.join();
      assertThat(body.payload())
          .isEqualTo(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
      assertThat(body.flags()).isEqualTo(Frames.FLAG_END_STREAM);
    }
  }

  @Test
  void tellsTimesAndBytesOfAnAnswer() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.HEADERS, 4, stream, "08 03 313033"); // :status: 103
              peer.pause(20);
              peer.frame(Frames.HEADERS, 4, stream, "88");
              peer.pause(20);
              peer.frame(Frames.DATA, 0x9, stream, "02 616263 0000");
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      long beforeNs = System.nanoTime();
      Answers.Told told = client.ask(0);
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.sentNs()).isBetween(beforeNs, told.firstByteNs());
      assertThat(told.firstByteNs() - told.sentNs()).isGreaterThanOrEqualTo(20 * MS);
      assertThat(told.endNs() - told.firstByteNs()).isGreaterThanOrEqualTo(15 * MS);
      assertThat(told.bytesReceived()).isEqualTo(9 + 5 + 9 + 1 + 9 + 6);
      assertThat(told.bytesSent()).isBetween(20L, 100L);
      assertThat(told.retried()).isFalse();
    }
  }

  @Test
  void sendsRequestsOfOnePassOverOneConnection() {
    try (var server =
            FrameServer.start((_, peer) -> {
              List<Integer> streams = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                streams.add(peer.awaitRequest());
              }
              for (int stream : streams.reversed()) {
                peer.answer(stream);
              }
              peer.awaitEnd();
            });
        var client = client(server, 10, GET)) {
      for (int i = 0; i < 50; i++) {
        client.send(0, "call " + i);
      }
      client.awaitAnswers(50);
      assertThat(client.answers.names().getFirst()).isEqualTo("call 49");
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void opensAnotherConnectionWhereStreamsAreTaken() {
    try (var server = FrameServer.start((_, peer) -> holdThree(peer));
        var client = client(server, 4, streams(3), GET)) {
      for (int i = 0; i < 12; i++) {
        client.send(0);
      }
      client.awaitAnswers(12);
      assertThat(server.accepted()).isEqualTo(4);
      assertThat(client.requester.connections()).isEqualTo(4);
      assertThat(client.requester.ready()).isTrue();
    }
  }

  private static void holdThree(FrameServer.Peer peer) throws IOException {
    int first = peer.awaitRequest();
    peer.awaitRequest();
    peer.awaitRequest();
    for (int stream = first; stream < first + 6; stream += 2) {
      peer.answer(stream);
    }
    peer.awaitEnd();
  }

  @Test
  void aConnectionForEachRequestWhereThePlanSaysSo() {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.answer(peer.awaitRequest());
              peer.await(Frames.GOAWAY);
              peer.awaitEnd();
            });
        var client = client(server, 3, Http2ConnectionTest::withoutKeepAlive, GET)) {
      for (int i = 0; i < 9; i++) {
        client.send(0);
      }
      client.awaitAnswers(9);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(9);
    }
  }

  private static HttpOptions withoutKeepAlive(HttpOptions options) {
    ConnectionOptions connections = options.connections();
    return options.withConnections(
        new ConnectionOptions(
            connections.perWorker(),
            ConnectionOptions.KeepAlive.OFF,
            connections.retry(),
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
  void callsBeyondAllStreamsWait() {
    CountDownLatch letGo = new CountDownLatch(1);
    try (var server =
            FrameServer.start((_, peer) -> {
              int first = peer.awaitRequest();
              int second = peer.awaitRequest();
              letGo.await();
              peer.answer(first);
              peer.answer(second);
              peer.answerAll();
            });
        var client = client(server, 1, streams(2), GET)) {
      for (int i = 0; i < 5; i++) {
        client.send(0, "call " + i);
      }
      client.linger();
      assertThat(client.requester.ready()).isFalse();
      letGo.countDown();
      client.awaitAnswers(5);
      assertThat(client.answers.names()).startsWith("call 0", "call 1");
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aTimedOutStreamIsCancelledAndTheConnectionLivesOn() {
    CompletableFuture<Frame> reset = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int late = peer.awaitRequest();
              Frame frame = peer.read();
              while (frame.type() != Frames.RST_STREAM) {
                if (frame.type() == Frames.HEADERS) {
                  peer.answer(frame.stream());
                }
                frame = peer.read();
              }
              peer.answer(late); // too late, and not for the next one
              reset.complete(frame);
              while (true) {
                peer.frame(Frames.HEADERS, 5, peer.awaitRequest(), "8d"); // :status: 404
              }
            });
        var client =
            client(
                server,
                1,
                options -> options.withDeadlines(Plans.options(400 * MS, PATIENCE_NS).deadlines()),
                GET)) {
      client.send(0, "late");
      while (!client.answers.names().contains("late")) {
        client.ask(0);
      }
      assertThat(client.answers.all().stream().filter(told -> told.name().equals("late")))
          .singleElement()
          .extracting(Answers.Told::outcome)
          .isEqualTo(Outcome.TIMEOUT);
      while (client.ask(0).status() == 200) {
        // sent before the server heard of the reset
      }
      assertThat(client.answers.last().status()).isEqualTo(404);
      assertThat(reset.join().number()).isEqualTo(ErrorCode.CANCEL.number());
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatFallsSilentTakesNoMoreCalls() {
    try (var server =
            FrameServer.start((number, peer) -> {
              if (number > 0) {
                peer.answerAll();
              }
              peer.awaitEnd();
            });
        var client =
            client(
                server,
                1,
                options -> options.withDeadlines(Plans.options(300 * MS, PATIENCE_NS).deadlines()),
                GET)) {
      client.send(0);
      client.awaitAnswers(1);
      assertThat(client.answers.last().outcome()).isEqualTo(Outcome.TIMEOUT);
      client.runUntil(() -> client.requester.connections() == 0);
      client.send(0);
      client.awaitAnswers(2);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void sendsAgainOnAFreshConnectionWhatWasLostWithoutAWord() {
    try (var server =
            FrameServer.start((number, peer) -> {
              peer.answer(peer.awaitRequest());
              if (number == 0) {
                peer.awaitRequest();
              } else {
                peer.answerAll();
              }
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      Answers.Told told = askAgain(client);
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.retried()).isTrue();
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void doesNotSendAgainWhatCannotBeRepeated() {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.answer(peer.awaitRequest());
              peer.awaitRequest();
            });
        var client = client(server, 1, Plans.request("POST", "/", Body.EMPTY))) {
      client.ask(0);
      assertThat(askAgain(client).outcome()).isEqualTo(Outcome.CLOSED_EARLY);
    }
  }

  @Test
  void aServerOfAnotherProtocolIsAProtocolError() {
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              peer.readPreface();
              peer.write("485454502f312e31203430302042616420526571756573740d0a0d0a");
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome())
          .isIn(Outcome.H2_PROTOCOL_ERROR, Outcome.H2_FRAME_SIZE_ERROR);
      assertThat(client.requester.connections()).isZero();
    }
  }

  @Test
  void aHeaderBlockBeyondAFrameGoesOnInContinuation() {
    HttpRequest large =
        Plans.request(
            "GET", "/", Body.EMPTY, new Header("x-a", "~".repeat(16_000)), new Header("x-b", "y"));
    CompletableFuture<List<Frame>> frames = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              Frame head = peer.await(Frames.HEADERS);
              frames.complete(List.of(head, peer.read()));
              peer.answer(head.stream());
              peer.awaitEnd();
            });
        var client =
            client(
                server,
                1,
                options -> options.withHeaders(List.of(new Header("x-c", "~".repeat(400)))),
                large)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      Frame head = frames.join().getFirst();
      Frame rest = frames.join().getLast();
      assertThat(head.flags()).isEqualTo(Frames.FLAG_END_STREAM);
      assertThat(head.payload().remaining()).isEqualTo(Frames.MAX_PAYLOAD);
      assertThat(rest.type()).isEqualTo(Frames.CONTINUATION);
      assertThat(rest.flags()).isEqualTo(Frames.FLAG_END_HEADERS);
      assertThat(rest.stream()).isEqualTo(head.stream());
    }
  }

  private static Answers.Told askAgain(Client client) {
    int before = client.answers.count();
    client.send(0, "again");
    client.runUntil(() -> client.answers.count() > before);
    return client.answers.last();
  }
}
