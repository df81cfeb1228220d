package dev.spate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// On two coordinators, one of which stands by, or is not there, or breaks off.
@Timeout(60)
class CommandSeekerTest {
  private final List<HttpServer> servers = new ArrayList<>();

  /// Which coordinator was asked what.
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private enum Conduct {
    IN_COMMAND,
    STANDS_BY,
    BREAKS_OFF
  }

  private URI coordinator(String name, Conduct conduct) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.add(name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
            var _ = exchange.getRequestBody().readAllBytes();
            if (conduct == Conduct.STANDS_BY) {
              exchange.getResponseHeaders().set("Spate-Stands-By", "10.0.0.5:7071");
            }
            if (conduct != Conduct.BREAKS_OFF) {
              byte[] body = "{\"id\":\"run-1\",\"runs\":[]}".getBytes(StandardCharsets.UTF_8);
              boolean post = exchange.getRequestMethod().equals("POST");
              exchange.sendResponseHeaders(
                  conduct == Conduct.STANDS_BY ? 503 : post ? 201 : 200, body.length);
              exchange.getResponseBody().write(body);
            }
            exchange.close();
          });
      server.start();
      servers.add(server);
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Where nobody listens.
  private URI nobody() {
    URI gone = coordinator("gone", Conduct.IN_COMMAND);
    servers.getLast().stop(0);
    return gone;
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private static Submission submit(CoordinatorClient client) {
    return client.submit("name: x", "a b", Map.of(), OptionalInt.empty());
  }

  @Test
  void goesOnWhereOneStandsByAndStaysWithTheOneInCommand() {
    URI idle = coordinator("first", Conduct.STANDS_BY);
    try (CoordinatorClient client =
        new CoordinatorClient(List.of(idle, coordinator("second", Conduct.IN_COMMAND)))) {
      assertThat(submit(client)).isEqualTo(new Submission.Accepted("run-1"));
      assertThat(client.runs()).isEmpty();
    }
    assertThat(asked)
        .containsExactly(
            "first POST /api/v1/runs?name=a%20b",
            "second POST /api/v1/runs?name=a%20b", "second GET /api/v1/runs");
  }

  @Test
  void goesOnWhereNobodyListens() {
    try (CoordinatorClient client =
        new CoordinatorClient(List.of(nobody(), coordinator("second", Conduct.IN_COMMAND)))) {
      assertThat(submit(client)).isEqualTo(new Submission.Accepted("run-1"));
    }
  }

  @Test
  void asksAnotherAgainOnlyWhatChangesNothing() {
    URI broken = coordinator("first", Conduct.BREAKS_OFF);
    List<URI> both = List.of(broken, coordinator("second", Conduct.IN_COMMAND));
    try (CoordinatorClient client = new CoordinatorClient(both)) {
      assertThatThrownBy(() -> submit(client))
          .isInstanceOf(ClientException.class)
          .hasMessageContaining("cannot talk to the coordinator at " + broken);
      assertThat(client.runs()).isEmpty();
    }
    assertThat(asked).doesNotContain("second POST /api/v1/runs?name=a%20b");
  }

  @Test
  void saysOfEachWhyItIsNotTheOne() {
    URI gone = nobody();
    URI idle = coordinator("second", Conduct.STANDS_BY);
    try (CoordinatorClient client = new CoordinatorClient(List.of(gone, idle))) {
      assertThatThrownBy(client::runs)
          .isInstanceOf(ClientException.class)
          .hasMessage(
              "no coordinator is in command: %s: nobody listens there; the coordinator at %s stands"
                  + " by; the one of the node at 10.0.0.5:7071 is in command",
              gone, idle);
    }
  }
}
