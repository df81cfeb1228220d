package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.dial.ScriptedLookup;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Which addresses connections go to, and leave from.
@ParameterizedClass
@MethodSource("transports")
class AddressesTest extends RequesterTest {
  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ScriptedLookup names = new ScriptedLookup();

  private Client client(String host, int port, ConnectionOptions connections) {
    return client(host, port, connections, TIMEOUT_NS);
  }

  private Client client(String host, int port, ConnectionOptions connections, long connectNs) {
    Plan plan =
        Plans.plan(
            new Target(Target.Scheme.HTTP, host, port, ""),
            Plans.options(TIMEOUT_NS, connectNs).withConnections(connections),
            GET);
    try {
      var way = new TargetResolver(TargetPolicy.loopbackAndPrivate(), names).resolve(plan);
      return new Client(plan, way, transport, 10);
    } catch (TargetException e) {
      throw new AssertionError(e);
    }
  }

  private static ConnectionOptions resolving(Resolve resolve) {
    return Plans.connections(resolve, resolve == Resolve.TTL ? 1_000 * MS : 0, List.of(), "", "");
  }

  private static ScriptedServer listenOn(String address, int port, ScriptedServer.Script script)
      throws IOException {
    return ScriptedServer.start(new ServerSocket(port, 50, InetAddress.ofLiteral(address)), script);
  }

  private static ScriptedServer closingOn(String address, int port) throws IOException {
    return listenOn(
        address,
        port,
        (_, peer) -> {
          peer.readRequest();
          peer.write(CLOSING);
        });
  }

  @Test
  void allAddressesOfATargetTakeTurns() throws IOException {
    try (var first = closingOn("127.0.0.2", 0);
        var second = closingOn("127.0.0.3", first.port())) {
      names.answer("shop.example", "127.0.0.2", "127.0.0.3");
      try (var client = client("shop.example", first.port(), resolving(Resolve.ONCE))) {
        for (int i = 0; i < 6; i++) {
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
        assertThat(first.accepted()).isEqualTo(3);
        assertThat(second.accepted()).isEqualTo(3);
        assertThat(names.asked()).hasSize(1);
      }
    }
  }

  @Test
  void anAddressThatRefusesIsPassedOverAndTheNextOneTaken() throws IOException {
    try (var server = closingOn("127.0.0.3", 0)) {
      names.answer("shop.example", "127.0.0.2", "127.0.0.4", "127.0.0.3");
      try (var client = client("shop.example", server.port(), resolving(Resolve.ONCE))) {
        for (int i = 0; i < 5; i++) {
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void aTargetCanHaveAnIpv6Address() throws IOException {
    Assumptions.assumeTrue(hasIpv6(), "this machine has no ::1");
    try (var server = listenOn("::1", 0, (_, peer) -> answerAll(peer))) {
      try (var client = client("::1", server.port(), resolving(Resolve.ONCE))) {
        assertThat(client.ask(0).status()).isEqualTo(200);
        assertThat(server.requests().getFirst()).contains("Host: [::1]:" + server.port());
      }
      names.answer("shop.example", "::1", "127.0.0.1");
      try (var client = client("shop.example", server.port(), resolving(Resolve.CONNECTION))) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void goesOverToIpv4WhereIpv6Refuses() throws IOException {
    Assumptions.assumeTrue(hasIpv6(), "this machine has no ::1");
    try (var server = ScriptedServer.answering(OK)) {
      names.answer("shop.example", "::1", "127.0.0.1");
      try (var client = client("shop.example", server.port(), resolving(Resolve.ONCE))) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
    }
  }

  private static void answerAll(ScriptedServer.Peer peer) throws IOException {
    while (true) {
      peer.readRequest();
      peer.write(OK);
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aNameIsLookedUpForEachConnectionWhereThePlanSaysSo() throws IOException {
    try (var first = closingOn("127.0.0.2", 0);
        var second = closingOn("127.0.0.3", first.port())) {
      names.answer("shop.example", "127.0.0.2");
      try (var client = client("shop.example", first.port(), resolving(Resolve.CONNECTION))) {
        assertThat(client.ask(0).status()).isEqualTo(200);
        names.answer("shop.example", "127.0.0.3");
        assertThat(client.ask(0).status()).isEqualTo(200);
        assertThat(client.ask(0).status()).isEqualTo(200);
        assertThat(first.accepted()).isEqualTo(1);
        assertThat(second.accepted()).isEqualTo(2);
        assertThat(names.asked()).hasSize(4); // once before the run
      }
    }
  }

  @Test
  void aNameIsLookedUpAgainWhenItsTimeIsOver() throws IOException {
    try (var first = closingOn("127.0.0.2", 0);
        var second = closingOn("127.0.0.3", first.port())) {
      names.answer("shop.example", "127.0.0.2");
      try (var client = client("shop.example", first.port(), resolving(Resolve.TTL))) {
        assertThat(client.ask(0).status()).isEqualTo(200);
        names.answer("shop.example", "127.0.0.3");
        client.runUntil(() -> {
          client.ask(0);
          return second.accepted() > 0;
        });
        assertThat(client.answers.statuses()).containsOnly(200);
        assertThat(names.asked()).hasSizeBetween(2, 3);
      }
    }
  }

  @Test
  void aNameThatHasNoAddressAnyMoreIsAFailureOfDns() throws IOException {
    try (var server = closingOn("127.0.0.2", 0)) {
      names.answer("shop.example", "127.0.0.2");
      try (var client = client("shop.example", server.port(), resolving(Resolve.CONNECTION))) {
        names.answer("shop.example");
        assertThat(client.ask(0).outcome()).isEqualTo(Outcome.DNS);
        assertThat(client.requester.connections()).isZero();
        names.answer("shop.example", "192.0.2.1"); // not allowed
        assertThat(client.ask(0).outcome()).isEqualTo(Outcome.DNS);
        names.answer("shop.example", "127.0.0.2");
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aLookUpBelongsToTheTimeForConnectingAndTheLoopGoesOn() throws IOException {
    try (var server = closingOn("127.0.0.2", 0)) {
      names.answer("shop.example", "127.0.0.2");
      try (var client =
          client("shop.example", server.port(), resolving(Resolve.CONNECTION), 200 * MS)) {
        names.hold();
        long startNs = System.nanoTime();
        assertThat(client.ask(0).outcome()).isEqualTo(Outcome.DNS);
        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(200 * MS);
        names.release(); // an answer that nobody waits for any more
        client.linger();
        assertThat(server.accepted()).isZero();
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aRequesterThatIsClosedHearsNoAnswer() {
    names.answer("shop.example", "127.0.0.2");
    try (var client = client("shop.example", 9, resolving(Resolve.CONNECTION))) {
      names.hold();
      client.send(0);
      client.linger();
    }
    names.release();
  }

  @Test
  void aConnectTimeoutIsNoReasonToPassOverAnAddress() throws IOException {
    try (FullBacklog full = FullBacklog.create();
        var server = closingOn("127.0.0.2", full.address().getPort())) {
      names.answer("shop.example", "127.0.0.1", "127.0.0.2");
      try (var client = client("shop.example", server.port(), resolving(Resolve.ONCE), 100 * MS)) {
        for (int i = 0; i < 2; i++) {
          assertThat(client.ask(0).outcome()).isEqualTo(Outcome.CONNECT_TIMEOUT);
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void connectionsLeaveFromEachSourceInTurn() throws IOException {
    Set<String> seen = new ConcurrentSkipListSet<>();
    try (var server =
        listenOn(
            "127.0.0.1",
            0,
            (_, peer) -> {
              seen.add(peer.remoteAddress());
              peer.readRequest();
              peer.write(CLOSING);
            })) {
      ConnectionOptions sources =
          Plans.connections(
              Resolve.ONCE, 0, List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"), "", "");
      try (var client = client("127.0.0.1", server.port(), sources)) {
        for (int i = 0; i < 6; i++) {
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
      }
      assertThat(new TreeSet<>(seen)).containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.4");
    }
  }
}
