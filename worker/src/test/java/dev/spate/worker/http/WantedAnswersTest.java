package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.worker.http.NettyHttp2Server.Reply;
import dev.spate.worker.http.io.Transport;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What an exchange that wants to see its answer gets to see.
class WantedAnswersTest {
  private static final HttpOptions OPTIONS = Plans.options(20_000 * MS, 20_000 * MS);
  private static final HttpRequest GET = Plans.get("/");

  private final Answer answer = new Answer(100_000);

  private static Client client(InetSocketAddress address, HttpOptions options, HttpRequest... all) {
    Plan plan = Plans.plan(Plans.target(address.getPort()), options, all);
    return new Client(plan, List.of(address), Transport.usual(), 1);
  }

  private Answers.Told ask(String response, HttpRequest request, Wanted wanted) {
    answer.want(wanted);
    try (ScriptedServer server = ScriptedServer.answering(response);
        Client client = client(server.address(), OPTIONS, request)) {
      return client.ask(0, answer);
    }
  }

  private static String header(Answer answer, String name) {
    int field = answer.find(name.getBytes(ISO_8859_1), 0);
    assertThat(field).as(name).isNotEqualTo(Answer.NONE);
    int start = answer.valueStart(field);
    return new String(answer.head(), start, answer.valueEnd(field) - start, ISO_8859_1);
  }

  private static String body(Answer answer) {
    return new String(answer.body(), 0, answer.bodyLength(), ISO_8859_1);
  }

  private static String gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  @Test
  void statusFieldsAndBodyAreHandedOver() {
    ask(
        "HTTP/1.1 201 Made\r\nX-Id:  7 \t\r\nEmpty:\r\nx-id: 8\r\nContent-Length: 5\r\n\r\nhello",
        GET,
        Wanted.BODY);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.fields()).isEqualTo(4);
    assertThat(header(answer, "x-id")).isEqualTo("7");
    assertThat(header(answer, "empty")).isEmpty();
    int second = answer.find("x-id".getBytes(ISO_8859_1), 1);
    assertThat(second).isEqualTo(2);
    assertThat(answer.find("x-id".getBytes(ISO_8859_1), 3)).isEqualTo(Answer.NONE);
    assertThat(answer.find("x-i".getBytes(ISO_8859_1), 0)).isEqualTo(Answer.NONE);
    assertThat(body(answer)).isEqualTo("hello");
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void aChunkedBodyIsPutTogetherWithoutItsTrailers() {
    ask(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
            + "\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n",
        GET,
        Wanted.BODY);
    assertThat(body(answer)).isEqualTo("hello");
    assertThat(answer.fields()).isEqualTo(1);
  }

  @Test
  void onlyTheHeadIsHandedOverWhereTheBodyIsNotWanted() {
    ask("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello", GET, Wanted.HEAD);
    assertThat(header(answer, "x")).isEqualTo("y");
    assertThat(answer.bodyLength()).isZero();
    ask("HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello", GET, Wanted.NOTHING);
    assertThat(answer.status()).isZero();
    assertThat(answer.fields()).isZero();
  }

  @Test
  void theAnswerToHeadHasNoBody() {
    HttpRequest head = Plans.request("HEAD", "/", Body.EMPTY);
    ask(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n",
        head,
        Wanted.BODY);
    assertThat(header(answer, "content-length")).isEqualTo("5");
    assertThat(answer.bodyLength()).isZero();
  }

  @Test
  void whatAnInterimAnswerSaysIsNotTheAnswer() {
    ask(
        "HTTP/1.1 103 Early\r\nX: early\r\n\r\nHTTP/1.1 200 OK\r\nY: late"
            + "\r\nContent-Length: 0\r\n\r\n",
        GET,
        Wanted.BODY);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.find("x".getBytes(ISO_8859_1), 0)).isEqualTo(Answer.NONE);
    assertThat(header(answer, "y")).isEqualTo("late");
  }

  @Test
  void aFoldedFieldIsOneLine() {
    ask("HTTP/1.1 200 OK\r\nX: a\r\n  b\r\n\tc\r\nContent-Length: 0\r\n\r\n", GET, Wanted.HEAD);
    assertThat(header(answer, "x")).isEqualTo("a    b  \tc");
  }

  @Test
  void aBodyUntilTheEndOfTheConnectionIsHandedOver() {
    answer.want(Wanted.BODY);
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("HTTP/1.1 200 OK\r\n\r\nall ");
              peer.pause(20);
              peer.write("of it");
            });
        Client client = client(server.address(), OPTIONS, GET)) {
      client.ask(0, answer);
      assertThat(body(answer)).isEqualTo("all of it");
    }
  }

  @Test
  void eachAnswerOfAConnectionHasItsOwn() {
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              for (String body : List.of("first", "2nd", "3rd")) {
                peer.readRequest();
                peer.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
              }
              peer.awaitEnd();
            });
        Client client = client(server.address(), OPTIONS, GET)) {
      answer.want(Wanted.BODY);
      client.ask(0, answer);
      assertThat(body(answer)).isEqualTo("first");
      answer.want(Wanted.NOTHING);
      client.ask(0, answer);
      assertThat(body(answer)).isEmpty();
      answer.want(Wanted.BODY);
      client.ask(0, answer);
      assertThat(body(answer)).isEqualTo("3rd");
    }
  }

  @Test
  void aLongBodyIsCutAndSaysSo() {
    String hundred = "0123456789".repeat(10);
    ask(
        "HTTP/1.1 200 OK\r\nContent-Length: 100100\r\n\r\n" + hundred.repeat(1_001),
        GET,
        Wanted.BODY);
    assertThat(body(answer)).isEqualTo(hundred.repeat(1_000));
    assertThat(answer.truncated()).isTrue();
  }

  @Test
  void aCompressedBodyIsDecoded() {
    String zipped = gzip("{\"id\": 7}");
    ask(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + zipped.length()
            + "\r\n\r\n"
            + zipped,
        GET,
        Wanted.BODY);
    assertThat(body(answer)).isEqualTo("{\"id\": 7}");
  }

  @Test
  void aBodyThatIsNotWhatItsCodingSaysIsMalformedWhereItIsWanted() {
    String broken = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello";
    assertThat(ask(broken, GET, Wanted.BODY).outcome()).isEqualTo(Outcome.MALFORMED_RESPONSE);
    assertThat(ask(broken, GET, Wanted.HEAD).status()).isEqualTo(200);
    assertThat(ask(broken, GET, Wanted.NOTHING).status()).isEqualTo(200);
  }

  @Test
  void http2HandsOverTheSame() {
    String zipped = gzip("hello ".repeat(50_000));
    try (NettyHttp2Server server =
            NettyHttp2Server.start(
                null,
                (request, _) ->
                    new Reply(
                        new DefaultHttp2Headers()
                            .status("203")
                            .add("x-path", request.path())
                            .add("set-cookie", "a=1")
                            .add("set-cookie", "b=2")
                            .add("content-encoding", "gzip"),
                        zipped));
        Client client =
            client(server.address(), OPTIONS.withProtocol(Protocol.HTTP2), Plans.get("/p"), GET)) {
      for (int round = 0; round < 3; round++) { // the second time from the tables of HPACK
        answer.want(Wanted.BODY);
        client.ask(0, answer);
        assertThat(answer.status()).isEqualTo(203);
        assertThat(header(answer, "x-path")).isEqualTo("/p");
        assertThat(answer.fields()).isEqualTo(4);
        int second = answer.find("set-cookie".getBytes(ISO_8859_1), 2);
        assertThat(second).isEqualTo(2);
        assertThat(body(answer)).isEqualTo("hello ".repeat(50_000).substring(0, 100_000));
        assertThat(answer.truncated()).isTrue();
        answer.want(Wanted.HEAD);
        client.ask(1, answer);
        assertThat(header(answer, "x-path")).isEqualTo("/");
        assertThat(answer.bodyLength()).isZero();
        client.ask(1);
      }
    }
  }
}
