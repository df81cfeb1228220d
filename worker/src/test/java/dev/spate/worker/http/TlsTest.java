package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.measure.Outcome;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.tls.TlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// TLS with servers of the JDK, by each provider.
class TlsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void talksToATargetWhoseCertificateIsTrusted(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start();
        Client client = new TlsClients(provider).to(server.address())) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
      assertThat(client.answers.last().bytesReceived()).isEqualTo(TlsServer.OK.length());
      assertThat(server.seen()).hasSize(1);
      assertThat(server.requests()).isEqualTo(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHandshakeIsTimedApartFromTheConnection(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start();
        Client client = new TlsClients(provider).to(server.address())) {
      long before = System.nanoTime();
      client.ask(0);
      long whole = System.nanoTime() - before;
      assertThat(client.connectTimes).singleElement().satisfies(ns -> assertThat(ns).isPositive());
      assertThat(client.tlsTimes).singleElement().satisfies(ns -> assertThat(ns).isPositive());
      assertThat(client.connectTimes.getFirst() + client.tlsTimes.getFirst()).isLessThan(whole);
    }
  }

  @Test
  void aConnectionWithoutTlsHasNoHandshake() {
    try (FixedServer server = FixedServer.start(TlsServer.OK);
        Client client =
            new Client(
                Plans.plan(
                    Plans.target(server.address().getPort()),
                    Plans.options(20_000 * MS, 20_000 * MS),
                    Plans.get("/")),
                List.of(server.address()),
                Transport.usual(),
                1)) {
      client.ask(0);
      assertThat(client.connectTimes).hasSize(1);
      assertThat(client.tlsTimes).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void speaksTheVersionOfThePlan(TlsOptions.Provider provider, String version) {
    try (TlsServer server = TlsServer.start();
        Client client = new TlsClients(provider).versions(version).to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen()).extracting(TlsServer.Seen::version).containsExactly(version);
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheServerThatItWants(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start();
        Client client = new TlsClients(provider).to(server.address())) {
      client.ask(0);
      assertThat(server.seen()).extracting(TlsServer.Seen::serverName).containsExactly("localhost");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherNameIsSentAndVerifiedInPlaceOfTheHost(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start(Certificates.server("shop.example"));
        Client client =
            new TlsClients(provider)
                .host("127.0.0.1")
                .serverName("shop.example")
                .to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen())
          .extracting(TlsServer.Seen::serverName)
          .containsExactly("shop.example");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoName(TlsOptions.Provider provider) {
    assertThatThrownBy(() -> new TlsClients(provider).serverName("shop_1").to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("shop_1 is no name of a server (http.tls.serverName)");
  }

  @ParameterizedTest
  @EnumSource
  void anAddressIsVerifiedAndIsNoName(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start(Certificates.server("127.0.0.1"));
        Client client = new TlsClients(provider).host("127.0.0.1").to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen()).extracting(TlsServer.Seen::serverName).containsExactly("");
    }
  }

  @ParameterizedTest
  @EnumSource
  void offersHttp1ByAlpn(TlsOptions.Provider provider) {
    try (TlsServer server =
            TlsServer.start(socket -> {
              SSLParameters parameters = socket.getSSLParameters();
              parameters.setApplicationProtocols(new String[] {"http/1.1", "http/1.0"});
              socket.setSSLParameters(parameters);
            });
        Client client = new TlsClients(provider).to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen()).extracting(TlsServer.Seen::application).containsExactly("http/1.1");
    }
  }

  @ParameterizedTest
  @CsvSource({"OPENSSL, TLSv1.2", "OPENSSL, TLSv1.3", "JDK, TLSv1.2", "JDK, TLSv1.3"})
  void showsItsCertificate(TlsOptions.Provider provider, String version) {
    try (TlsServer server = TlsServer.start(socket -> socket.setNeedClientAuth(true));
        Client client =
            new TlsClients(provider)
                .versions(version)
                .with(Certificates.client())
                .to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen()).extracting(TlsServer.Seen::client).containsExactly("CN=client");
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsCertificatesAndKeysFromFilesOfThisMachine(TlsOptions.Provider provider)
      throws IOException {
    Path authority = Files.writeString(directory.resolve("ca.pem"), authority());
    var own = Certificates.client();
    Path certificate = Files.writeString(directory.resolve("own.pem"), own.getCertificatePathPEM());
    Path key = Files.writeString(directory.resolve("own.key"), own.getPrivateKeyPEM());
    try (TlsServer server = TlsServer.start(socket -> socket.setNeedClientAuth(true));
        Client client =
            new TlsClients(provider)
                .trusting(authority.toString())
                .with(certificate.toString(), key.toString())
                .to(server.address())) {
      assertThat(client.ask(0).status()).isEqualTo(200);
    }
  }

  private static String authority() {
    return "# ours\n" + Certificates.AUTHORITY.getCertificatePEM();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichFileIsNotThere(TlsOptions.Provider provider) {
    String missing = directory.resolve("missing.pem").toString();
    assertThatThrownBy(() -> new TlsClients(provider).trusting(missing).to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("http.tls.ca (" + missing + ")")
        .hasMessageContaining("not on this worker's machine");
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichFileIsNotWhatItShouldBe(TlsOptions.Provider provider) throws IOException {
    Path text = Files.writeString(directory.resolve("text.pem"), "no certificate\n");
    var own = Certificates.client();
    assertThatThrownBy(() -> new TlsClients(provider).trusting(text.toString()).to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("http.tls.ca (" + text + ") has no certificate");
    assertThatThrownBy(() ->
            new TlsClients(provider).with(text.toString(), own.getPrivateKeyPEM()).to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("http.tls.certificate (" + text + ") has no certificate");
    assertThatThrownBy(() ->
            new TlsClients(provider).with(own.getCertificatePEM(), text.toString()).to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("http.tls.key (" + text + ") has no private key");
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatIsNotTheCertificatesIsSaidAtOnce(TlsOptions.Provider provider) {
    String certificate = Certificates.client().getCertificatePEM();
    String key = Certificates.client().getPrivateKeyPEM();
    assertThatThrownBy(() -> new TlsClients(provider).with(certificate, key).to(nowhere()))
        .isInstanceOf(TlsException.class)
        .hasMessage("http.tls.key is not the key of http.tls.certificate");
  }

  private static InetSocketAddress nowhere() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @ParameterizedTest
  @EnumSource
  void sendsAgainWhereAKeptConnectionWasClosed(TlsOptions.Provider provider) {
    try (TlsServer server = TlsServer.start();
        Client client = new TlsClients(provider).to(server.address())) {
      client.ask(0);
      server.closeConnections();
      client.runUntil(() -> client.requester.connections() == 0);
      assertThat(client.ask(0).status()).isEqualTo(200);
      assertThat(server.seen()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandshakeThatHangsIsATlsTimeout(TlsOptions.Provider provider) {
    try (ScriptedServer server = ScriptedServer.start((_, peer) -> peer.awaitEnd());
        Client client =
            new Client(
                Plans.plan(
                    new Target(Target.Scheme.HTTPS, "localhost", server.port(), ""),
                    Plans.options(20_000 * MS, 100 * MS)
                        .withTls(new TlsClients(provider).options()),
                    Plans.get("/")),
                List.of(server.address()),
                Transport.usual(),
                1)) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS_TIMEOUT);
      assertThat(client.tlsTimes).isEmpty();
    }
  }
}
