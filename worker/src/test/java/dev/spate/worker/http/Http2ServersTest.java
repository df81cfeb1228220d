package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Target;
import dev.spate.worker.http.io.Transport;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/2 with servers that others wrote, in the clear and over TLS. Those that this machine has
/// not got are passed over, and the build says so.
class Http2ServersTest {
  private static final int REQUESTS = 1_000;
  private static final int USERS = 40;
  private static final HttpRequest PAGE = Plans.get("/page.html");
  private static final HttpRequest UPLOAD =
      Plans.request("POST", "/upload", Body.of("0123456789".repeat(30_000)));

  @TempDir static Path directory;
  private static ServerKeys keys;

  @BeforeAll
  static void prepare() throws IOException {
    keys = ServerKeys.make(directory);
    Files.writeString(directory.resolve("page.html"), "<p>".repeat(20_000));
  }

  private static Path program(String name) {
    return ServerProcess.find(name)
        .orElseGet(() -> {
          System.out.printf("SKIPPED: this machine has no %s to test HTTP/2 with%n", name);
          return abort("this machine has no " + name);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nghttpd(boolean secure) throws SSLException {
    Path program = program("nghttpd");
    try (var server = ServerProcess.nghttpd(program, directory, secure ? keys : null);
        var client = client(server.address(), secure, Protocol.HTTP2, PAGE, UPLOAD)) {
      answers(client, 0);
      assertThat(client.answers.last().bytesReceived()).isGreaterThan(60_000);
      assertThat(client.requester.connections()).isEqualTo(1);
      Answers.Told upload = client.ask(1);
      assertThat(upload.status()).isEqualTo(200);
      assertThat(upload.bytesSent()).isGreaterThan(300_000);
      assertThat(upload.bytesReceived()).isGreaterThan(300_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nginxThatEndsAConnectionEvery100Requests(boolean secure) throws SSLException {
    Path program = program("nginx");
    try (var server = ServerProcess.nginx(program, directory, keys, secure);
        var client = client(server.address(), secure, Protocol.HTTP2, PAGE)) {
      answers(client, 0);
      assertThat(client.answers.last().bytesReceived()).isGreaterThan(60_000);
      assertThat(client.connectTimes).hasSizeGreaterThanOrEqualTo(REQUESTS / 100);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerInJava(boolean secure) throws SSLException {
    try (var server = NettyHttp2Server.start(secure ? serverTls("h2") : null);
        var client = client(server.address(), secure, Protocol.HTTP2, PAGE, UPLOAD)) {
      answers(client, 0);
      answers(client, 1);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  /// Its settings may be read in the very pass in which the connection stands: what answers them
  /// goes out behind the preface.
  @ParameterizedTest
  @EnumSource
  void aServerThatGreetsFirst(Transport transport) {
    assumeTrue(transport.available(), "this machine has no " + transport.id());
    try (var server = NettyHttp2Server.start(null)) {
      Plan plan =
          Plans.plan(
              Plans.target(server.address().getPort()),
              Plans.options(30_000 * MS, 30_000 * MS).withProtocol(Protocol.HTTP2),
              PAGE);
      for (int connection = 0; connection < 50; connection++) {
        try (var client = new Client(plan, List.of(server.address()), transport, 1)) {
          assertThat(client.ask(0).status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void autoSpeaksWhatTheTargetPicks() throws SSLException {
    try (var server = NettyHttp2Server.start(serverTls("h2"));
        var client = client(server.address(), true, Protocol.AUTO, PAGE)) {
      answers(client, 0);
      assertThat(client.requester.connections()).isEqualTo(1);
    }
  }

  @Test
  void aTargetThatDoesNotSpeakHttp2IsATlsError() throws SSLException {
    try (var server = NettyHttp2Server.start(serverTls("http/1.1"));
        var client = client(server.address(), true, Protocol.HTTP2, PAGE)) {
      assertThat(client.ask(0).outcome()).isIn(Outcome.TLS_PROTOCOL, Outcome.TLS);
      assertThat(client.requester.connections()).isZero();
    }
  }

  /// Sends many requests, from users who each send one after the other.
  private static void answers(Client client, int request) {
    int before = client.answers.count();
    int[] left = {REQUESTS};
    for (int user = 0; user < USERS; user++) {
      sendNext(client, request, left);
    }
    client.awaitAnswers(before + REQUESTS);
    assertThat(client.answers.all().subList(before, before + REQUESTS))
        .allSatisfy(told -> assertThat(told.status()).isEqualTo(200));
  }

  private static void sendNext(Client client, int request, int[] left) {
    if (left[0]-- > 0) {
      client.send(request, "request", () -> sendNext(client, request, left));
    }
  }

  private static Client client(
      InetSocketAddress address, boolean secure, Protocol protocol, HttpRequest... requests)
      throws SSLException {
    HttpOptions options =
        Plans.options(30_000 * MS, 30_000 * MS).withProtocol(protocol).withTls(Plans.UNVERIFIED);
    Target target =
        new Target(
            secure ? Target.Scheme.HTTPS : Target.Scheme.HTTP, "localhost", address.getPort(), "");
    return new Client(
        Plans.plan(target, options, requests), List.of(address), Transport.usual(), 2);
  }

  private static SslContext serverTls(String protocol) throws SSLException {
    return SslContextBuilder.forServer(keys.privateKey(), keys.x509Certificate())
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                protocol))
        .build();
  }
}
