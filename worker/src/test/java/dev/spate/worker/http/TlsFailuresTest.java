package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.TlsOptions;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.X509Bundle;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each cause has its name, whoever does TLS on either side.
class TlsFailuresTest {
  /// For keys of RSA, and a server's here is of an elliptic curve.
  private static final String[] RSA_ONLY = {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"};

  private static void assertOutcome(TlsClients clients, TlsServer server, Outcome outcome) {
    try (server;
        Client client = clients.to(server.address())) {
      assertThat(client.ask(0).outcome()).isEqualTo(outcome);
      assertThat(client.requester.connections()).isZero();
      assertThat(server.requests()).isZero();
    }
  }

  private static void assertOutcomeWithOpenssl(
      TlsClients clients, UnaryOperator<SslContextBuilder> configuration, Outcome outcome) {
    try (FixedTlsServer server = FixedTlsServer.startOpenssl(TlsServer.OK, configuration);
        Client client = clients.to(server.address())) {
      assertThat(client.ask(0).outcome()).isEqualTo(outcome);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredCertificate(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider),
        TlsServer.start(Certificates.expired("localhost")),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnotherHost(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider),
        TlsServer.start(Certificates.server("shop.example")),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnotherAddress(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider).host("127.0.0.1"),
        TlsServer.start(Certificates.server("127.0.0.9")),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnAuthorityThatIsNotTrusted(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider).trusting(""), TlsServer.start(), Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateThatVouchesForItself(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider),
        TlsServer.start(Certificates.selfSigned("localhost")),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void noneOfTheseWhereThePlanSaysInsecure(TlsOptions.Provider provider) {
    for (X509Bundle certificate :
        List.of(
            Certificates.expired("localhost"),
            Certificates.server("shop.example"),
            Certificates.selfSigned("localhost"))) {
      try (TlsServer server = TlsServer.start(certificate);
          Client client = new TlsClients(provider).insecure().to(server.address())) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
    }
  }

  static Stream<Arguments> providersAndVersions() {
    return Stream.of(TlsOptions.Provider.OPENSSL, TlsOptions.Provider.JDK)
        .flatMap(provider ->
            Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(provider, version)));
  }

  @ParameterizedTest
  @MethodSource("providersAndVersions")
  void aServerOfTheJdkThatDemandsACertificate(TlsOptions.Provider provider, String version) {
    assertOutcome(
        new TlsClients(provider).versions(version),
        TlsServer.start(socket -> socket.setNeedClientAuth(true)),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @MethodSource("providersAndVersions")
  void aServerOfTheJdkThatDoesNotTrustTheCertificate(TlsOptions.Provider provider, String version) {
    assertOutcome(
        new TlsClients(provider).versions(version).with(Certificates.selfSigned("client")),
        TlsServer.start(socket -> socket.setNeedClientAuth(true)),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @MethodSource("providersAndVersions")
  void aServerOfOpensslThatDemandsACertificate(TlsOptions.Provider provider, String version) {
    assertOutcomeWithOpenssl(
        new TlsClients(provider).versions(version),
        server ->
            server
                .trustManager(Certificates.AUTHORITY.getCertificate())
                .clientAuth(ClientAuth.REQUIRE),
        Outcome.TLS_CERTIFICATE);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatSpeaksNoTls(TlsOptions.Provider provider) {
    try (ScriptedServer server =
            ScriptedServer.start((_, peer) -> {
              peer.readByte();
              peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
              peer.awaitEnd();
            });
        Client client = new TlsClients(provider).to(server.address())) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS_PROTOCOL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noVersionInCommon(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider).versions("TLSv1.3"),
        TlsServer.start(socket -> socket.setEnabledProtocols(new String[] {"TLSv1.2"})),
        Outcome.TLS_PROTOCOL);
    assertOutcome(
        new TlsClients(provider).versions("TLSv1.2"),
        TlsServer.start(socket -> socket.setEnabledProtocols(new String[] {"TLSv1.3"})),
        Outcome.TLS_PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfOpensslWithNoVersionInCommon(TlsOptions.Provider provider) {
    assertOutcomeWithOpenssl(
        new TlsClients(provider).versions("TLSv1.3"),
        server -> server.protocols("TLSv1.2"),
        Outcome.TLS_PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource
  void noCipherInCommon(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider).versions("TLSv1.2"),
        TlsServer.start(socket -> socket.setEnabledCipherSuites(RSA_ONLY)),
        Outcome.TLS_PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource
  void noApplicationProtocolInCommon(TlsOptions.Provider provider) {
    assertOutcome(
        new TlsClients(provider),
        TlsServer.start(socket -> {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setApplicationProtocols(new String[] {"acme/1"});
          socket.setSSLParameters(parameters);
        }),
        Outcome.TLS_PROTOCOL);
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatHangsUpGivesNoCause(TlsOptions.Provider provider) {
    try (ScriptedServer server = ScriptedServer.start((_, peer) -> peer.readByte());
        Client client = new TlsClients(provider).to(server.address())) {
      assertThat(client.ask(0).outcome()).isEqualTo(Outcome.TLS);
    }
  }
}
