package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.io.Transport;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS with a certificate that this JDK's own keytool signs for `localhost`.
class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final String PASSWORD = "changeit";
  private static final HttpOptions OPTIONS = Plans.options(10_000 * MS, 10_000 * MS);

  @TempDir static Path directory;
  private static KeyStore keys;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.inputReader().readAllAsString()).isNotNull();
    assertThat(keytool.waitFor()).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
  }

  private static ScriptedServer serve() {
    try {
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      ServerSocket listener =
          context
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      return ScriptedServer.start(
          listener,
          (_, peer) -> {
            while (true) {
              peer.readRequest();
              peer.write(OK);
            }
          });
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SslContext trusting() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager((X509Certificate) keys.getCertificate("server"))
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Plan plan(String host, int port) {
    return Plans.plan(
        new Target(Target.Scheme.HTTPS, host, port, ""), OPTIONS, Plans.get("/secret"));
  }

  private static Client client(String host, ScriptedServer server) {
    return new Client(
        plan(host, server.port()), List.of(server.address()), Transport.usual(), 2, trusting());
  }

  @Test
  void talksToATargetWhoseCertificateIsTrusted() {
    try (ScriptedServer server = serve();
        Client client = client("localhost", server)) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
      assertThat(client.answers.last().bytesReceived()).isEqualTo(OK.length());
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(server.requests().getFirst()).startsWith("GET /secret HTTP/1.1\r\n");
      assertThat(client.connectTimes).singleElement().satisfies(ns -> assertThat(ns).isPositive());
    }
  }

  @Test
  void refusesATargetThatHasACertificateOfAnotherName() {
    try (ScriptedServer server = serve();
        Client client = client("shop.example", server)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS);
      assertThat(client.requester.connections()).isZero();
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void refusesACertificateThatNobodyTrusts() {
    try (ScriptedServer server = serve()) {
      Answers answers = new Answers();
      try (var requester =
          HttpRequesters.create(
                  plan("localhost", server.port()), List.of(server.address()), Transport.usual())
              .create(System::nanoTime, 1, _ -> {})) {
        requester.send(0, answers.exchange("untrusted"));
        while (answers.count() == 0) {
          requester.run(5 * MS);
        }
        assertThat(answers.last().outcome()).isEqualTo(Outcome.TLS);
        assertThat(server.requests()).isEmpty();
      }
    }
  }

  @Test
  void aTargetThatSpeaksNoTlsIsATlsFailure() {
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> peer.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
        Client client = client("localhost", server)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS);
    }
  }

  @Test
  void aHandshakeThatHangsIsAConnectTimeout() {
    try (ScriptedServer server = ScriptedServer.start((_, peer) -> peer.awaitEnd());
        Client client =
            new Client(
                Plans.plan(
                    new Target(Target.Scheme.HTTPS, "localhost", server.port(), ""),
                    Plans.options(10_000 * MS, 100 * MS),
                    Plans.get("/")),
                List.of(server.address()),
                Transport.usual(),
                1,
                trusting())) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS_TIMEOUT);
    }
  }

  @Test
  void sendsAgainWhereAKeptConnectionWasClosed() {
    try (ScriptedServer server = serve();
        Client client = client("localhost", server)) {
      client.ask(0);
      server.closeConnections();
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }
}
