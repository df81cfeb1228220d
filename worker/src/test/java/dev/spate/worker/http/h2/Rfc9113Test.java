package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.worker.http.Answers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What RFC 9113 asks of a client whose server breaks a rule, by section: the parts of h2spec that
/// concern one, and that are not about single frames ([FrameReaderTest]).
class Rfc9113Test extends Http2Test {
  /// `:status: 200`, and it goes on.
  private static final String OK = "000001 01 04 00000001 88";

  /// What the client does to the first request's connection, and what becomes of that request, when
  /// the server writes this.
  private static void breaks(String hex, ErrorCode told, Outcome outcome) throws Exception {
    CompletableFuture<Integer> goAway = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.awaitRequest();
              peer.write(hex);
              goAway.complete(peer.await(Frames.GOAWAY).payload().getInt(4));
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(outcome);
      assertThat(client.requester.connections()).isZero();
      assertThat(goAway.get(20, TimeUnit.SECONDS)).isEqualTo(told.number());
    }
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000001 01 05 00000002 88, §5.1.1 HEADERS of an even stream",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000001 01 05 00000005 88, §5.1 HEADERS of an idle stream",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000001 00 01 00000005 88, §5.1 DATA of an idle stream",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000004 03 00 00000005 00000008, §5.1 RST_STREAM of one",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000004 08 00 00000005 00000001, §5.1 WINDOW_UPDATE of one",
    "COMPRESSION_ERROR, H2_COMPRESSION_ERROR, 000001 01 05 00000001 c0, §4.3 no header block",
    "FRAME_SIZE_ERROR, H2_FRAME_SIZE_ERROR, 000003 08 00 00000000 000001, §6.9 a frame too short",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000006 04 00 00000000 0002 00000001, §6.5.2 push is on",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000006 04 00 00000000 0002 00000002, §6.5.2 push is 2",
    "FLOW_CONTROL_ERROR, H2_FLOW_CONTROL_ERROR, 000006 04 00 00000000 0004 80000000, §6.5.2 window",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000006 04 00 00000000 0005 00003fff, §6.5.2 small frames",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000006 04 00 00000000 0005 01000000, §6.5.2 large frames",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000005 05 04 00000001 00000002 88, §8.4 PUSH_PROMISE",
    "PROTOCOL_ERROR, H2_PROTOCOL_ERROR, 000004 08 00 00000000 00000000, §6.9 a window grows by 0",
    "FLOW_CONTROL_ERROR, H2_FLOW_CONTROL_ERROR, 000004 08 00 00000000 7fffffff, §6.9.1 too wide",
  })
  void aBrokenConnectionIsEnded(ErrorCode told, Outcome outcome, String hex, String what)
      throws Exception {
    breaks(hex, told, outcome);
  }

  /// What the client tells the server of the stream, and what becomes of the request, when the
  /// server writes this; the connection goes on.
  private static void breaksStream(String hex, ErrorCode told, Outcome outcome) throws Exception {
    CompletableFuture<FrameServer.Frame> reset = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.awaitRequest();
              peer.write(hex);
              reset.complete(peer.await(Frames.RST_STREAM));
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(outcome);
      assertThat(reset.get(20, TimeUnit.SECONDS).stream()).isEqualTo(1);
      assertThat(reset.join().number()).isEqualTo(told.number());
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "PROTOCOL_ERROR, 000004 08 00 00000001 00000000, §6.9 a stream's window grows by 0",
    "FLOW_CONTROL_ERROR, 000004 08 00 00000001 7fffffff, §6.9.1 a stream's window is too wide",
    "FRAME_SIZE_ERROR, 000004 02 00 00000001 00000000, §6.3 a PRIORITY of 4 bytes",
  })
  void aBrokenStreamIsReset(ErrorCode told, String hex, String what) throws Exception {
    breaksStream(hex, told, told.outcome());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "000004 00 01 00000001 61626364, §8.1 DATA before HEADERS",
    "000003 01 05 00000001 0f0d00, §8.3.2 no status",
    "000002 01 05 00000001 8888, §8.3.2 two statuses",
    "000005 01 05 00000001 08 03 326130, §8.3.2 a status that is no number",
    "000004 01 05 00000001 08 02 3230, §8.3.2 a status of two digits",
    "000005 01 05 00000001 08 03 313030, §8.1 an interim answer is the last",
    "000005 01 04 00000001 08 03 313031, §8.6 status 101",
    "000002 01 05 00000001 8882, §8.3 a pseudo-header of requests",
    "000006 01 05 00000001 88 00 02 3a61 00, §8.3 an unknown pseudo-header",
    "000005 01 05 00000001 00 01 61 00 88, §8.3 a pseudo-header after a field",
    "000005 01 05 00000001 88 00 01 41 00, §8.2.1 an upper-case name",
    "000005 01 05 00000001 88 00 01 20 00, §8.2.1 a space in a name",
    "000004 01 05 00000001 88 00 00 00, §8.2.1 an empty name",
    "000003 01 05 00000001 88 7900, §8.2.2 transfer-encoding",
    "00000e 01 05 00000001 88 00 0a 636f6e6e656374696f6e 00, §8.2.2 connection",
    "000005 01 05 00000001 88 0f 0d 01 35, §8.1.1 a length, and no body",
    "000005 01 05 00000001 88 0f 0d 01 78, §8.1.1 a length that is no number",
    "000008 01 05 00000001 88 0f 0d 01 30 5c 01 31, §8.1.1 two lengths",
  })
  void aMalformedAnswerIsReset(String hex, String what) throws Exception {
    breaksStream(hex, ErrorCode.PROTOCOL_ERROR, Outcome.MALFORMED_RESPONSE);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "000001 00 01 00000001 61 000001 00 01 00000001 61, nothing",
    "000003 01 04 00000001 5a0178, §8.1 trailers that are not the last",
    "000001 01 05 00000001 88, §8.1 trailers with a pseudo-header",
    "000004 01 05 00000001 00 01 41 00, §8.2.1 trailers with an upper-case name",
  })
  void malformedTrailersAreReset(String hex, String what) throws Exception {
    if (what.equals("nothing")) {
      answers(OK + "000003 00 00 00000001 616263" + "000003 01 05 00000001 5a0178", 200);
    } else {
      breaksStream(OK + hex, ErrorCode.PROTOCOL_ERROR, Outcome.MALFORMED_RESPONSE);
    }
  }

  private static void answers(String hex, int status) {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.awaitRequest();
              peer.write(hex);
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(status);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "200, 000005 01 04 00000001 08 03 313030 000001 01 05 00000001 88, §8.1 an interim answer",
    "204, 000001 01 05 00000001 89, §8.1 no body",
    "304, 000005 01 05 00000001 8b 0f 0d 01 35, §8.1.1 a length of 304 says nothing",
    "200, 000001 01 05 00000001 88 000001 01 05 00000001 88, §5.1 HEADERS of a stream that is over",
    "200, 000004 fa ff 00000001 00000000 000001 01 05 00000001 88, §5.5 an unknown frame",
    "200, 000006 04 00 00000000 00fa 00000001 000001 01 05 00000001 88, §6.5.2 an unknown setting",
    "200, 000005 02 00 00000063 0000000010 000001 01 05 00000001 88, §6.3 PRIORITY of an idle one",
    "200, 000005 01 05 00000001 88 0f 0d 01 30, §8.1.1 a length of 0 and no body",
  })
  void answersAreTakenAsTheyAre(int status, String hex, String what) {
    answers(hex, status);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REFUSED_STREAM")
  void section6_4_theCauseOfAResetIsTheOutcome(ErrorCode code) {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.reset(peer.awaitRequest(), code);
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(code.outcome());
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void section7_anUnknownCodeIsAnInternalError() {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.frame(Frames.RST_STREAM, 0, peer.awaitRequest(), "ffffffff");
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.H2_INTERNAL_ERROR);
    }
  }

  @Test
  void section6_4_refusedOnceIsSentAgain() {
    try (var server =
            FrameServer.start((_, peer) -> {
              peer.reset(peer.awaitRequest(), ErrorCode.REFUSED_STREAM);
              peer.answerAll();
            });
        var client = client(server, 1, GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.retried()).isTrue();
      assertThat(client.ask(0).retried()).isFalse();
    }
  }

  @Test
  void section6_4_refusedTwiceFails() {
    try (var server = FrameServer.start((_, peer) -> refuseAll(peer));
        var client = client(server, 1, GET)) {
      Answers.Told told = client.ask(0);
      assertThat(told.outcome()).isEqualTo(Outcome.H2_REFUSED_STREAM);
      assertThat(told.retried()).isTrue();
    }
  }

  private static void refuseAll(FrameServer.Peer peer) throws IOException {
    while (true) {
      peer.reset(peer.awaitRequest(), ErrorCode.REFUSED_STREAM);
    }
  }

  @Test
  void section6_7_aPingIsAnswered() throws Exception {
    CompletableFuture<FrameServer.Frame> pong = new CompletableFuture<>();
    try (var server =
            FrameServer.start((_, peer) -> {
              int stream = peer.awaitRequest();
              peer.frame(Frames.PING, 0, 0, "0102030405060708");
              pong.complete(peer.await(Frames.PING));
              peer.answer(stream);
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(pong.get().flags()).isEqualTo(Frames.FLAG_ACK);
      assertThat(pong.get().payload().getLong(0)).isEqualTo(0x0102030405060708L);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "000008 06 00 00000000 0102030405060708, PING",
    "000008 06 01 00000000 0102030405060708, answers to no PING",
    "000000 04 00 00000000, SETTINGS",
    "000000 04 01 00000000, acknowledgements",
    "000000 00 00 00000001, DATA of nothing",
    "000003 00 08 00000001 02 0000, DATA of padding",
    "000005 02 00 00000001 0000000010, PRIORITY",
    "000000 fa 00 00000000, unknown frames",
    "000004 08 00 00000001 00000001, windows that hardly grow",
  })
  void section10_5_aFloodIsEnded(String frame, String what) throws Exception {
    breaks(
        OK + frame.replace(" ", "").repeat(FloodGuard.LIMIT + 1),
        ErrorCode.ENHANCE_YOUR_CALM,
        Outcome.H2_ENHANCE_YOUR_CALM);
  }

  @Test
  void section10_5_aHeaderThatGoesOnWithoutAByteIsEnded() throws Exception {
    breaks(
        "000001 01 00 00000001 88" + "000000090000000001".repeat(FloodGuard.LIMIT + 1),
        ErrorCode.ENHANCE_YOUR_CALM,
        Outcome.H2_ENHANCE_YOUR_CALM);
  }

  @Test
  void section10_5_1_aHeaderWithoutEndIsEnded() throws Exception {
    breaks(
        "000001 01 00 00000001 88" + ("002000090000000001" + "00".repeat(8_192)).repeat(9),
        ErrorCode.ENHANCE_YOUR_CALM,
        Outcome.H2_ENHANCE_YOUR_CALM);
  }

  @Test
  void section8_1_interimAnswersWithoutEndAreReset() throws Exception {
    breaksStream(
        "0000050104000000010803313030".repeat(AnswerHead.MAX_INTERIM + 1),
        ErrorCode.PROTOCOL_ERROR,
        Outcome.MALFORMED_RESPONSE);
  }
}
