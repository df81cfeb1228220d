package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Over a Unix socket, with each transport.
@ParameterizedClass
@MethodSource("transports")
class UnixSocketTest extends RequesterTest {
  @TempDir Path directory;

  private Client client(Path path) throws TargetException {
    Plan plan =
        Plans.plan(
            new Target(Target.Scheme.HTTP, "shop.example", 80, ""),
            Plans.options(TIMEOUT_NS, TIMEOUT_NS)
                .withConnections(
                    Plans.connections(Resolve.ONCE, 0, List.of(), "", path.toString())),
            GET);
    var policy = TargetPolicy.parse(List.of("unix:" + directory + "/*"));
    return new Client(plan, new TargetResolver(policy).resolve(plan), transport, 8);
  }

  @Test
  void talksToATargetBehindAUnixSocket() throws TargetException {
    Path path = directory.resolve("shop.sock");
    try (var server = UnixServer.start(path, OK);
        var client = client(path)) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(server.requests())
          .hasSize(5)
          .allSatisfy(
              head -> assertThat(head).startsWith("GET / HTTP/1.1\r\nHost: shop.example\r\n"));
      assertThat(client.connectTimes).singleElement().satisfies(ns -> assertThat(ns).isPositive());
    }
  }

  @Test
  void opensAsManyAsItNeeds() throws TargetException {
    Path path = directory.resolve("shop.sock");
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(100_000);
    try (var server = UnixServer.start(path, answer);
        var client = client(path)) {
      for (int i = 0; i < 8; i++) {
        client.send(0);
      }
      client.awaitAnswers(8);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(8);
    }
  }

  @Test
  void aSocketThatIsNotThereIsAFailureToConnect() throws TargetException {
    try (var client = client(directory.resolve("nothing.sock"))) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CONNECT_FAILED);
      assertThat(client.requester.connections()).isZero();
    }
  }

  @Test
  void aSocketThatNobodyListensOnRefuses() throws TargetException {
    Path path = directory.resolve("gone.sock");
    UnixServer.start(path, OK).close(); // leaves the file
    try (var client = client(path)) {
      Outcome outcome = client.ask(0).outcome();
      // A process that another test starts has what is open here for the moment until it runs.
      for (int more = 0; more < 100 && outcome != Outcome.CONNECT_REFUSED; more++) {
        outcome = client.ask(0).outcome();
      }
      assertThat(outcome).isEqualTo(Outcome.CONNECT_REFUSED);
    }
  }
}
