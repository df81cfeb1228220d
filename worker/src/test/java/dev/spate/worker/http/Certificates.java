package dev.spate.worker.http;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.ExtendedKeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;

/// Certificates for tests, made anew for each JVM.
public final class Certificates {
  /// Signs all the others.
  public static final X509Bundle AUTHORITY = authority("CN=Spate test authority");

  private Certificates() {}

  private static X509Bundle authority(String name) {
    try {
      return new CertificateBuilder()
          .algorithm(CertificateBuilder.Algorithm.ecp256)
          .subject(name)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificateBuilder builder(String host) {
    CertificateBuilder builder =
        new CertificateBuilder()
            .algorithm(CertificateBuilder.Algorithm.ecp256)
            .subject("CN=" + host)
            .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_SERVER_AUTH);
    return host.startsWith("127.") ? builder.addSanIpAddress(host) : builder.addSanDnsName(host);
  }

  /// For a server of a host that the authority vouches for.
  public static X509Bundle server(String host) {
    return issued(builder(host));
  }

  /// The same, past its time.
  public static X509Bundle expired(String host) {
    Instant now = Instant.now();
    return issued(
        builder(host)
            .notBefore(now.minus(Duration.ofDays(20)))
            .notAfter(now.minus(Duration.ofDays(10))));
  }

  /// For a server that vouches for itself.
  public static X509Bundle selfSigned(String host) {
    try {
      return builder(host).setIsCertificateAuthority(true).buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// For a client that the authority vouches for.
  public static X509Bundle client() {
    return issued(
        new CertificateBuilder()
            .algorithm(CertificateBuilder.Algorithm.ecp256)
            .subject("CN=client")
            .addExtendedKeyUsage(ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH));
  }

  private static X509Bundle issued(CertificateBuilder builder) {
    try {
      return builder.buildIssuedBy(AUTHORITY);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
