package dev.spate.worker.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates or a key of a plan: PEM text (RFC 7468), or the text of a file on this machine.
///
/// @param origin how messages name it: `http.tls.ca (/etc/ssl/ours.pem)`
record Pem(String origin, String text) {
  private static final String BEGIN = "-----BEGIN ";
  private static final Pattern CERTIFICATE = block("CERTIFICATE");
  private static final Pattern KEY = block("PRIVATE KEY");
  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  /// Far more than any chain of certificates has, and than anything else should be read.
  private static final long MAX_BYTES = 4 << 20;

  private static Pattern block(String label) {
    return Pattern.compile(
        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----");
  }

  /// @param key of the plan, for messages
  /// @param value as in the plan, not empty
  /// @throws TlsException where the file cannot be read
  static Pem of(String key, String value) {
    return value.contains(BEGIN) ? new Pem(key, value) : ofFile(key, value);
  }

  private static Pem ofFile(String key, String name) {
    String origin = "%s (%s)".formatted(key, name);
    try {
      Path file = Path.of(name);
      if (Files.size(file) > MAX_BYTES) {
        throw new TlsException(origin + " is no PEM file: it has more than 4 MB");
      }
      return new Pem(origin, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new TlsException(
          origin + " is not on this worker's machine, where the file is looked for", e);
    } catch (IOException | InvalidPathException e) {
      throw new TlsException("%s cannot be read on this worker: %s".formatted(origin, e), e);
    }
  }

  /// All certificates, at least one, in their order; text between them is skipped.
  ///
  /// @throws TlsException where there is none
  List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = CERTIFICATE.matcher(text);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        byte[] der = Base64.getMimeDecoder().decode(block.group(1));
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new TlsException(origin + " has a damaged certificate", e);
    }
    if (certificates.isEmpty()) {
      throw new TlsException(origin + " has no certificate in PEM");
    }
    return certificates;
  }

  /// @throws TlsException where there is none in PKCS#8 without a password
  PrivateKey privateKey() {
    Matcher block = KEY.matcher(text);
    if (!block.find()) {
      throw new TlsException(origin + " has no private key in PKCS#8 PEM without a password");
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(1));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException _) {
        // of another algorithm, or of none
      }
    }
    throw new TlsException(
        origin + " has a damaged private key, or one that is neither EC, RSA nor EdDSA");
  }

  @Override
  public String toString() {
    return origin; // never what may be a key
  }
}
