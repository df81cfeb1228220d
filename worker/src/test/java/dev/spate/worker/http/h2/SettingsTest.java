package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.h2.FrameServer.Frame;
import dev.spate.worker.http.h2.FrameServer.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Settings, windows and limits of the other side, at the start and in the midst of a connection
/// (RFC 9113 §5.1.2, §5.2, §6.5, §6.9).
class SettingsTest extends Http2Test {
  private static final long SEED = 65_535;
  private static final byte[] LARGE = new byte[300_000];

  static {
    new Random(SEED).nextBytes(LARGE);
  }

  private static HttpRequest post(byte[] body) {
    return Plans.request("POST", "/", Body.of(body));
  }

  @Test
  void section6_5_3_settingsAreAcknowledged() {
    CompletableFuture<Integer> acknowledgements = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.SETTINGS, 0, 0, "0003 00000005");
              peer.awaitAllRead();
              acknowledgements.complete(
                  (int)
                      peer.others.stream()
                          .filter(frame -> frame.type() == Frames.SETTINGS)
                          .filter(frame -> frame.has(Frames.FLAG_ACK))
                          .count());
              peer.answer(stream);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(acknowledgements.join()).isEqualTo(2);
    }
  }

  @Test
  void section6_5_2_ourSettingsForbidPushesAndWidenWindows() {
    CompletableFuture<List<Frame>> first = new CompletableFuture<>();
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              peer.readPreface();
              first.complete(List.of(peer.read(), peer.read()));
              peer.frame(Frames.SETTINGS, 0, 0, "");
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      Frame settings = first.join().getFirst();
      assertThat(settings.type()).isEqualTo(Frames.SETTINGS);
      assertThat(settings.payload().getShort(0)).isEqualTo((short) Frames.ENABLE_PUSH);
      assertThat(settings.payload().getInt(2)).isZero();
      Frame window = first.join().getLast();
      assertThat(window.type()).isEqualTo(Frames.WINDOW_UPDATE);
      assertThat(window.number() + Frames.DEFAULT_WINDOW).isEqualTo(Receiver.CONNECTION_WINDOW);
    }
  }

  @Test
  void section5_1_2_neverMoreStreamsThanTheTargetAllows() {
    CompletableFuture<List<Frame>> beyond = new CompletableFuture<>();
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              peer.greet("0003 00000002");
              int first = peer.awaitRequest();
              peer.awaitAllRead();
              // Whatever was sent before the settings came is refused.
              peer.others.removeIf(frame -> frame.type() != Frames.HEADERS);
              for (Frame frame : peer.others) {
                peer.reset(frame.stream(), ErrorCode.REFUSED_STREAM);
              }
              peer.answer(first);
              peer.others.clear();
              int second = peer.awaitRequest();
              int third = peer.awaitRequest();
              peer.awaitAllRead();
              beyond.complete(List.copyOf(peer.others));
              peer.answer(second);
              peer.answer(third);
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      for (int i = 0; i < 20; i++) {
        client.send(0);
      }
      client.awaitAnswers(20);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(beyond.join()).noneMatch(frame -> frame.type() == Frames.HEADERS);
    }
  }

  @Test
  void section5_1_2_aLimitThatIsRaisedIsUsedAtOnce() {
    CountDownLatch twoThere = new CountDownLatch(1);
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.answer(peer.awaitRequest());
              peer.frame(Frames.SETTINGS, 0, 0, "0003 00000001");
              int first = peer.awaitRequest();
              peer.awaitAllRead();
              twoThere.await();
              peer.frame(Frames.SETTINGS, 0, 0, "0003 00000002");
              peer.answer(peer.awaitRequest());
              peer.answer(first);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      client.linger();
      client.send(0);
      client.send(0);
      client.linger();
      twoThere.countDown();
      client.awaitAnswers(3);
      assertThat(client.answers.statuses()).containsOnly(200);
    }
  }

  @Test
  void section6_5_2_aSmallerTableIsAnnouncedOnce() {
    List<Byte> firstBytes = new CopyOnWriteArrayList<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              noteFirstByte(peer, firstBytes);
              peer.frame(Frames.SETTINGS, 0, 0, "0001 00000000");
              peer.awaitAllRead();
              peer.answer(1);
              noteFirstByte(peer, firstBytes);
              peer.answer(3);
              noteFirstByte(peer, firstBytes);
              peer.answer(5);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      client.ask(0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(firstBytes).containsExactly((byte) 0x82, (byte) 0x20, (byte) 0x82);
    }
  }

  private static void noteFirstByte(Peer peer, List<Byte> bytes) throws IOException {
    bytes.add(peer.await(Frames.HEADERS).payload().get(0));
  }

  @Test
  void section5_2_aBodyLargerThanTheWindowsWaitsForThem() {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    CompletableFuture<Integer> atFirst = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.awaitAllRead();
              Upload upload = new Upload();
              peer.others.forEach(upload::add);
              atFirst.complete(upload.length);
              while (!upload.whole) {
                peer.frame(Frames.WINDOW_UPDATE, 0, 0, "00001000");
                peer.frame(Frames.WINDOW_UPDATE, 0, stream, "00001000");
                upload.add(peer.await(Frames.DATA));
              }
              body.complete(upload.bytes());
              peer.answer(stream);
              peer.awaitEnd();
            });
        var client = client(server, 1, post(LARGE))) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(atFirst.join()).isEqualTo(Frames.DEFAULT_WINDOW);
      assertThat(body.join()).isEqualTo(LARGE);
      assertThat(client.answers.last().bytesSent()).isGreaterThan(LARGE.length);
    }
  }

  @Test
  void section6_9_2_theWindowsOfOpenStreamsMoveWithTheSettingEvenBelowZero() {
    CompletableFuture<Integer> between = new CompletableFuture<>();
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.awaitAllRead();
              Upload upload = new Upload();
              peer.others.forEach(upload::add);
              peer.others.clear();
              peer.frame(Frames.WINDOW_UPDATE, 0, 0, "00100000");
              // 65,535 are sent: with windows of 1,000 the stream's is 64,535 below zero.
              peer.frame(Frames.SETTINGS, 0, 0, "0004 000003e8");
              peer.frame(Frames.WINDOW_UPDATE, 0, stream, String.format("%08x", 64_535));
              peer.awaitAllRead();
              peer.others.forEach(upload::add);
              between.complete(upload.length);
              peer.frame(Frames.SETTINGS, 0, 0, "0004 00100000");
              while (!upload.whole) {
                upload.add(peer.await(Frames.DATA));
              }
              body.complete(upload.bytes());
              peer.answer(stream);
              peer.awaitEnd();
            });
        var client = client(server, 1, post(LARGE))) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(between.join()).isEqualTo(Frames.DEFAULT_WINDOW);
      assertThat(body.join()).isEqualTo(LARGE);
    }
  }

  @Test
  void section4_2_framesAreNoLongerThanTheTargetAllows() {
    CompletableFuture<Integer> longest = new CompletableFuture<>();
    CompletableFuture<Integer> longestThen = new CompletableFuture<>();
    try (var server =
            FrameServer.startRaw((_, peer) -> {
              peer.greet("0004 00100000");
              peer.frame(Frames.WINDOW_UPDATE, 0, 0, "00200000");
              longest.complete(upload(peer).longest);
              peer.frame(Frames.SETTINGS, 0, 0, "0005 00008000");
              peer.awaitAllRead();
              peer.answer(1);
              longestThen.complete(upload(peer).longest);
              peer.answer(3);
              peer.awaitEnd();
            });
        var client = client(server, 1, post(LARGE))) {
      client.ask(0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(longest.join()).isLessThanOrEqualTo(16_384);
      assertThat(longestThen.join()).isBetween(16_385, 32_768);
    }
  }

  private static Upload upload(Peer peer) throws IOException {
    Upload upload = new Upload();
    peer.awaitRequest();
    while (!upload.whole) {
      upload.add(peer.await(Frames.DATA));
    }
    return upload;
  }

  @Test
  void section8_1_anAnswerBeforeTheWholeRequestEndsItsStream() {
    CompletableFuture<Frame> reset = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.answer(peer.awaitRequest());
              reset.complete(peer.await(Frames.RST_STREAM));
              peer.frame(Frames.WINDOW_UPDATE, 0, 0, "00100000");
              peer.answerAll();
            });
        var client = client(server, 1, post(LARGE), GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.ask(1).status()).isEqualTo(200);
      assertThat(reset.join().number()).isEqualTo(ErrorCode.CANCEL.number());
    }
  }

  @Test
  void section6_9_windowsAreFilledUpAgainBeforeTheyAreEmpty() {
    int frames = 2 * Receiver.STREAM_WINDOW / Frames.MAX_PAYLOAD;
    String data = "004000 00 00 00000001".replace(" ", "") + "00".repeat(Frames.MAX_PAYLOAD);
    CompletableFuture<Integer> update = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.HEADERS, Frames.FLAG_END_HEADERS, stream, "88");
              for (int i = 0; i < frames; i++) {
                peer.write(data);
              }
              peer.frame(Frames.DATA, Frames.FLAG_END_STREAM, stream, "");
              Frame filled = peer.await(Frames.WINDOW_UPDATE);
              while (filled.stream() == 0) {
                filled = peer.await(Frames.WINDOW_UPDATE);
              }
              update.complete(filled.number());
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(client.answers.last().bytesReceived())
          .isGreaterThan((long) frames * Frames.MAX_PAYLOAD);
      assertThat(update.join()).isEqualTo(Receiver.STREAM_WINDOW / 2);
    }
  }

  /// The body of a request, as it comes.
  private static final class Upload {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int length;
    private int longest;
    private boolean whole;

    void add(Frame frame) {
      if (frame.type() == Frames.DATA) {
        body.writeBytes(frame.payload().array());
        length += frame.payload().remaining();
        longest = Math.max(longest, frame.payload().remaining());
        whole = frame.has(Frames.FLAG_END_STREAM);
      }
    }

    byte[] bytes() {
      return body.toByteArray();
    }
  }
}
