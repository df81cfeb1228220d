package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.ErrorSample;
import dev.spate.measure.Outcome;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.Client.FailedAnswer;
import dev.spate.worker.http.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// How answers over HTTP/2 that failed began, in the form of HTTP/1.1.
class FailedStreamsTest extends Http2Test {
  private static final String OK = "88";
  private static final String OOPS = "8e"; // 500

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A field that is put into the table, where it has index 62 then.
  private static String field(String name, String value) {
    return "40"
        + HexFormat.of().toHexDigits((byte) name.length())
        + hex(name)
        + HexFormat.of().toHexDigits((byte) value.length())
        + hex(value);
  }

  private static void head(FrameServer.Peer peer, int stream, String block) throws IOException {
    peer.frame(Frames.HEADERS, Frames.FLAG_END_HEADERS, stream, block);
  }

  private static void last(FrameServer.Peer peer, int stream, String block) throws IOException {
    int flags = Frames.FLAG_END_HEADERS | Frames.FLAG_END_STREAM;
    peer.frame(Frames.HEADERS, flags, stream, block);
  }

  private static void body(FrameServer.Peer peer, int stream, String text) throws IOException {
    peer.frame(Frames.DATA, Frames.FLAG_END_STREAM, stream, hex(text));
  }

  private static Client client(ScriptedServer server) {
    return client(server, 1, options -> options.withSampleErrors(1), GET);
  }

  @Test
  void anAnswerWithAStatusThatIsNoSuccessIsHandedOverWhole() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              head(peer, stream, OOPS + field("x-cause", "disk"));
              peer.frame(Frames.DATA, Frames.FLAG_PADDED, stream, "03" + hex("fu") + "000000");
              peer.awaitAllRead();
              body(peer, stream, "ll");
              stream = peer.awaitRequest();
              last(peer, stream, OOPS + "be"); // the field from the table
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      client.ask(0);
      assertThat(client.failedAnswers)
          .containsExactly(
              new FailedAnswer(
                  0, Outcome.STATUS_5XX, 500, "HTTP/2 500\r\nx-cause: disk\r\n\r\nfull"),
              new FailedAnswer(0, Outcome.STATUS_5XX, 500, "HTTP/2 500\r\nx-cause: disk\r\n\r\n"));
    }
  }

  @Test
  void answersThatShareAConnectionAreKeptApart() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int one = peer.awaitRequest();
              int fine = peer.awaitRequest();
              int two = peer.awaitRequest();
              head(peer, two, OOPS);
              head(peer, fine, OK);
              head(peer, one, "8d"); // 404
              body(peer, one, "one");
              body(peer, fine, "fine");
              body(peer, two, "two");
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.send(0);
      client.send(0);
      client.send(0);
      client.runUntil(() -> client.answers.count() == 3);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly("HTTP/2 404\r\n\r\none", "HTTP/2 500\r\n\r\ntwo");
    }
  }

  @Test
  void interimAnswersAndTrailersArePartOfIt() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              head(peer, stream, "08 03 313033" + field("link", "a"));
              head(peer, stream, OOPS);
              peer.frame(Frames.DATA, 0, stream, hex("full"));
              last(peer, stream, field("x-sum", "4"));
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly(
              "HTTP/2 103\r\nlink: a\r\n\r\nHTTP/2 500\r\n\r\nfull\r\nx-sum: 4\r\n\r\n");
    }
  }

  @Test
  void whatIsMalformedIsHandedOverWithItsWholeHead() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              head(peer, stream, OK + field("x-cause", "disk") + field("content-length", "9"));
              body(peer, stream, "full");
              stream = peer.awaitRequest();
              last(peer, stream, OK + field("Upper", "case"));
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      client.ask(0);
      assertThat(client.failedAnswers)
          .containsExactly(
              new FailedAnswer(
                  0,
                  Outcome.MALFORMED_RESPONSE,
                  0,
                  "HTTP/2 200\r\nx-cause: disk\r\ncontent-length: 9\r\n\r\nfull"),
              new FailedAnswer(
                  0, Outcome.MALFORMED_RESPONSE, 0, "HTTP/2 200\r\nUpper: case\r\n\r\n"));
    }
  }

  @Test
  void aFieldCannotPassForALineOfItsOwn() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              last(peer, stream, OOPS + field("set-cookie", "id=1\r\nleft"));
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly("HTTP/2 500\r\nset-cookie: id=1  left\r\n\r\n");
    }
  }

  @Test
  void noMoreThanTheBeginningIsKept() {
    String body = "0123456789".repeat(1_000);
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              head(peer, stream, OOPS);
              body(peer, stream, body);
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly(("HTTP/2 500\r\n\r\n" + body).substring(0, ErrorSample.MAX_BYTES));
    }
  }

  @Test
  void aStreamThatIsUsedAgainBeginsAnew() {
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              head(peer, stream, OK);
              body(peer, stream, "fine");
              last(peer, peer.awaitRequest(), OOPS);
              peer.awaitEnd();
            });
        var client = client(server)) {
      client.ask(0);
      client.ask(0);
      assertThat(client.failedAnswers)
          .extracting(FailedAnswer::text)
          .containsExactly("HTTP/2 500\r\n\r\n");
    }
  }

  @Test
  void nobodyHearsOfThemUnlessThePlanSaysSo() {
    try (var server =
            FrameServer.start((_, peer) -> {
              last(peer, peer.awaitRequest(), OOPS);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      client.ask(0);
      assertThat(client.failedAnswers).isEmpty();
    }
  }
}
