package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;

import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import dev.spate.worker.http.io.Transport;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.util.List;

/// Clients with the TLS of a test.
final class TlsClients {
  private boolean insecure;
  private String serverName = "";
  private List<String> versions = List.of();
  private String authorities = Certificates.AUTHORITY.getCertificatePEM();
  private String certificate = "";
  private String key = "";
  private boolean resumption = true;
  private String host = "localhost";
  private final TlsOptions.Provider provider;

  /// Of a client that trusts [Certificates#AUTHORITY].
  TlsClients(TlsOptions.Provider provider) {
    this.provider = provider;
  }

  TlsClients insecure() {
    insecure = true;
    return this;
  }

  TlsClients serverName(String name) {
    serverName = name;
    return this;
  }

  TlsClients versions(String... only) {
    versions = List.of(only);
    return this;
  }

  TlsClients trusting(String pem) {
    authorities = pem;
    return this;
  }

  TlsClients with(X509Bundle own) {
    return with(own.getCertificatePathPEM(), own.getPrivateKeyPEM());
  }

  TlsClients with(String ownCertificate, String ownKey) {
    certificate = ownCertificate;
    key = ownKey;
    return this;
  }

  TlsClients withoutResumption() {
    resumption = false;
    return this;
  }

  /// The target's host, whatever its address.
  TlsClients host(String name) {
    host = name;
    return this;
  }

  TlsOptions options() {
    return new TlsOptions(
        insecure, serverName, versions, authorities, certificate, key, resumption, provider);
  }

  Client to(InetSocketAddress server) {
    Plan plan =
        Plans.plan(
            new Target(Target.Scheme.HTTPS, host, server.getPort(), ""),
            Plans.options(20_000 * MS, 20_000 * MS).withTls(options()),
            Plans.get("/secret"));
    return new Client(plan, List.of(server), Transport.usual(), 2);
  }
}
