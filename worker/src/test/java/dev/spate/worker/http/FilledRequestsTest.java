package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.NettyHttp2Server.Reply;
import dev.spate.worker.http.pool.Pieces;
import dev.spate.worker.http.pool.RequestForm;
import dev.spate.worker.http.pool.RequestForm.Field;
import dev.spate.worker.http.pool.RequestForm.Holes;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests with holes, as a server reads them.
class FilledRequestsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final HttpOptions OPTIONS = Plans.options(20_000 * MS, 20_000 * MS);

  /// `POST /items/0?q=1`, with a header `X-Token: a2z`, and the body `[3,4]`; of which the digits
  /// are holes.
  private static final RequestForm ORDER =
      form(
          "POST",
          Field.of("Host", "shop"),
          new Field("X-Token", Pieces.builder().add("a").hole(2).add("z").build()));

  private static RequestForm form(String method, Field... headers) {
    return new RequestForm(
        method,
        Pieces.builder().add("/items/").hole(0).add("?q=").hole(1).build(),
        List.of(headers),
        Pieces.builder().add("[").hole(3).add(",").hole(4).add("]").build(),
        new Holes(2, 3, 5),
        60_000 * Plans.MS);
  }

  private static Client client(InetSocketAddress address, HttpOptions options, RequestForm form) {
    Plan plan = Plans.plan(Plans.target(address.getPort()), options, Plans.get("/"));
    return Client.of(plan, List.of(form), address, 1);
  }

  @Test
  void valuesStandWhereTheHolesAre() {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      client.ask(0, "7", "x%20y", "-", "\u00e9", "");
      client.ask(0, "", "", "", "", "");
      assertThat(server.requests())
          .containsExactly(
              "POST /items/7?q=x%20y HTTP/1.1\r\nHost: shop\r\nX-Token: a-z\r\n"
                  + "Content-Length: 5\r\n\r\n[\u00c3\u00a9,]",
              "POST /items/?q= HTTP/1.1\r\nHost: shop\r\nX-Token: az\r\n"
                  + "Content-Length: 3\r\n\r\n[,]");
      assertThat(client.answers.all())
          .extracting(Answers.Told::bytesSent)
          .containsExactly(
              (long) server.requests().get(0).length(), (long) server.requests().get(1).length());
    }
  }

  @Test
  void aBodyOfAnyLengthIsCounted() {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      for (int length : List.of(6, 7, 96, 97, 100_000)) {
        client.ask(0, "1", "1", "1", "x".repeat(length), "");
        assertThat(server.requests().getLast())
            .contains("Content-Length: " + (length + 3) + "\r\n\r\n[xxx")
            .endsWith("x,]");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "\u007f", "\u001b"})
  void aHeaderIsNeverSentWithWhatEndsIt(String value) {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      Answers.Told told = client.ask(0, "1", "2", value, "4", "5");
      assertThat(told.outcome()).isEqualTo(Outcome.INVALID_REQUEST);
      assertThat(told.bytesSent()).isZero();
      assertThat(client.ask(0, "1", "2", "\t \u00ff", "4\r\n", "5").status()).isEqualTo(200);
      assertThat(server.requests()).hasSize(1);
      assertThat(client.connectTimes).as("no connection is opened for it").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a HTTP/1.1\r\nX: 1", "#top", "\u00e9", "\t", "\u007f"})
  void aPathIsNeverSentWithWhatEndsIt(String value) {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      assertThat(client.ask(0, value, "2", "3", "4", "5").outcome())
          .isEqualTo(Outcome.INVALID_REQUEST);
      assertThat(client.ask(0, "1", value, "3", "4", "5").outcome())
          .isEqualTo(Outcome.INVALID_REQUEST);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void oneThatCannotBeSentEndsOutsideOfSendAndLeadsToTheNext() {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      Filling wrong = Client.filling("1", "2", "\n", "4", "5");
      client.requester.send(
          0,
          wrong,
          client.answers.exchange(
              "first", () -> client.requester.send(0, wrong, client.answers.exchange("third"))));
      client.requester.send(0, wrong, client.answers.exchange("second"));
      assertThat(client.answers.all()).isEmpty();
      client.awaitAnswers(3);
      assertThat(client.answers.names()).containsExactly("first", "second", "third");
    }
  }

  @Test
  void asManyValuesAreWantedAsThereAreHoles() {
    try (ScriptedServer server = ScriptedServer.answering(OK);
        Client client = client(server.address(), OPTIONS, ORDER)) {
      assertThatThrownBy(() -> client.ask(0, "1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 values");
    }
  }

  @Test
  void thoseOfOneUserAreTheSameWhenTheyAreSentAgain() {
    RequestForm put = form("PUT", Field.of("Host", "shop"), new Field("X", hole(2)));
    try (ScriptedServer server =
            ScriptedServer.start((number, peer) -> {
              peer.readRequest();
              if (number == 0) {
                peer.write(OK);
                peer.readRequest(); // and goes away without a word
              } else {
                peer.write(OK);
                peer.awaitEnd();
              }
            });
        Client client = client(server.address(), OPTIONS, put)) {
      client.ask(0, "first", "", "a", "", "");
      Answers.Told again = client.ask(0, "second", "", "b", "body", "");
      assertThat(again.retried()).isTrue();
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(2))
          .isEqualTo(server.requests().get(1))
          .startsWith("PUT /items/second?q= ")
          .endsWith("[body,]");
    }
  }

  private static Pieces hole(int value) {
    return Pieces.builder().hole(value).build();
  }

  @Test
  void pipelinedOnesAreWrittenOneBehindTheOther() {
    HttpOptions pipelining = Plans.connections(KeepAlive.SHARED, true, 8, 0);
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequests(8);
              peer.write(OK.repeat(8));
              peer.awaitEnd();
            });
        Client client = client(server.address(), pipelining, ORDER)) {
      for (int i = 0; i < 8; i++) {
        String long4 = i == 4 ? "x".repeat(10_000) : "x";
        client.requester.send(
            0, Client.filling("" + i, "", "", long4, ""), client.answers.exchange("" + i));
      }
      client.awaitAnswers(8);
      assertThat(server.requests())
          .extracting(request -> request.substring(0, 13))
          .containsExactlyElementsOf(
              IntStream.range(0, 8).mapToObj(i -> "POST /items/" + i).toList());
      assertThat(server.requests().get(4)).contains("Content-Length: 10003\r\n");
    }
  }

  @Test
  void theBodyWaitsUntilTheTargetAsksForIt() {
    RequestForm expecting =
        form(
            "POST",
            Field.of("Host", "shop"),
            new Field("X", hole(2)),
            Field.of("Expect", "100-continue"));
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              String head = peer.readHead();
              assertThat(peer.hearsNothingFor(50)).isTrue();
              peer.write("HTTP/1.1 100 Continue\r\n\r\n");
              String body = peer.readBody(head);
              peer.write("HTTP/1.1 200 OK\r\nX: " + body + "\r\nContent-Length: 0\r\n\r\n");
              peer.awaitEnd();
            });
        Client client = client(server.address(), OPTIONS, expecting)) {
      Answers.Told told = client.ask(0, "1", "2", "3", "later", "");
      assertThat(told.status()).isEqualTo(200);
    }
  }

  private static NettyHttp2Server echo(List<String> seen) {
    return NettyHttp2Server.start(
        null,
        (request, body) -> {
          seen.add(
              request.method()
                  + " "
                  + request.authority()
                  + request.path()
                  + " "
                  + request.get("x-token")
                  + " "
                  + request.get("content-length")
                  + " "
                  + (body.length() > 100 ? body.length() + " characters" : body));
          return new Reply(new DefaultHttp2Headers().status("200"), "");
        });
  }

  private static final HttpOptions HTTP_2 = OPTIONS.withProtocol(Protocol.HTTP2);

  @Test
  void http2PutsValuesInToo() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (NettyHttp2Server server = echo(seen);
        Client client = client(server.address(), HTTP_2, ORDER)) {
      client.ask(0, "7", "x%20y", "-", "\u00e9", "");
      client.ask(0, "8", "", "\u00fe", "x".repeat(200_000), "");
      client.ask(0, "9", "", "t".repeat(20_000), "", "");
      assertThat(client.answers.statuses()).containsExactly(200, 200, 200);
      assertThat(seen)
          .containsExactly(
              "POST shop/items/7?q=x%20y a-z 5 [\u00e9,]",
              "POST shop/items/8?q= a\u00c3\u00bez 200003 200003 characters",
              "POST shop/items/9?q= a" + "t".repeat(20_000) + "z 3 [,]");
      assertThat(client.ask(0, "1", "2", "a\r\nb", "4", "5").outcome())
          .isEqualTo(Outcome.INVALID_REQUEST);
    }
  }

  @Test
  void http2SendsNoBlanksAroundAValue() {
    List<String> seen = new CopyOnWriteArrayList<>();
    RequestForm bare = form("POST", Field.of("Host", "shop"), new Field("X-Token", hole(2)));
    try (NettyHttp2Server server = echo(seen);
        Client client = client(server.address(), HTTP_2, bare)) {
      client.ask(0, "1", "", "\t a b ", "", "");
      client.ask(0, "1", "", "   ", "", "");
      assertThat(seen)
          .containsExactly("POST shop/items/1?q= a b 3 [,]", "POST shop/items/1?q=  3 [,]");
    }
  }

  @Test
  void aFillingKeepsBytesApart() {
    Filling filling = new Filling();
    filling.add("a");
    filling.add("");
    byte[] utf8 = "xyz\u20ac".getBytes(StandardCharsets.UTF_8);
    filling.add(utf8, 1, utf8.length);
    filling.add("\u20ac".repeat(100));
    assertThat(filling.count()).isEqualTo(4);
    assertThat(List.of(filling.length(0), filling.length(1), filling.length(2), filling.length(3)))
        .containsExactly(1, 0, 5, 300);
    assertThat(filling.total()).isEqualTo(306);
    byte[] copy = new byte[6];
    filling.copyTo(2, copy, 1);
    assertThat(new String(copy, 1, 5, StandardCharsets.UTF_8)).isEqualTo("yz\u20ac");
    filling.clear();
    assertThat(filling.count()).isZero();
    assertThat(filling.total()).isZero();
  }
}
