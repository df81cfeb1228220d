package dev.spate.plan;

import java.util.List;

/// How connections to an https target are secured.
///
/// Certificates and keys are PEM text, or the path of a PEM file on each worker's machine, so that
/// a private key need not travel.
///
/// @param insecure whether the target's certificate goes unverified
/// @param serverName sent as SNI and verified in place of the target's host; empty for the host
/// @param versions of TLS, a subset of `TLSv1.2` and `TLSv1.3`; empty for both
/// @param authorities trusted in place of the JDK's; empty for the JDK's
/// @param certificate the client's, with its chain; empty for none
/// @param key the client's private key, PKCS#8 without a password; empty for none
/// @param resumption whether a session is resumed by later connections
/// @param provider who does it
public record TlsOptions(
    boolean insecure,
    String serverName,
    List<String> versions,
    String authorities,
    String certificate,
    String key,
    boolean resumption,
    Provider provider) {
  /// Verified, TLS 1.2 and 1.3, resumption, the best provider there is.
  public static final TlsOptions DEFAULT =
      new TlsOptions(false, "", List.of(), "", "", "", true, Provider.AUTO);

  /// Who encrypts.
  public enum Provider {
    /// OpenSSL where it is there, else the JDK.
    AUTO("auto"),
    OPENSSL("openssl"),
    JDK("jdk");

    private final String id;

    Provider(String id) {
      this.id = id;
    }

    /// The name in plans and reports.
    public String id() {
      return id;
    }
  }

  /// @throws IllegalArgumentException for an unknown version, or a certificate without a key
  public TlsOptions {
    versions = List.copyOf(versions);
    for (String version : versions) {
      if (!version.equals("TLSv1.2") && !version.equals("TLSv1.3")) {
        throw new IllegalArgumentException(
            "a version of TLS is TLSv1.2 or TLSv1.3, not " + version);
      }
    }
    if (certificate.isEmpty() != key.isEmpty()) {
      throw new IllegalArgumentException("a client certificate and its key go together");
    }
  }
}
