package dev.spate.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/// A certificate of 127.0.0.1 that signs itself, made on the spot by the JDK's keytool.
///
/// @param chain a PEM file
/// @param key a PEM file
record Certificate(Path chain, Path key) {
  private static final String ALIAS = "target";
  private static final String PASSWORD = "benchmark";

  static Certificate create(Processes processes, String processor)
      throws IOException, InterruptedException {
    Path store = processes.directory().resolve("target.p12");
    processes.run(
        processor,
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "2");
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
      byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
      return new Certificate(
          write(processes.directory().resolve("target.crt"), "CERTIFICATE", certificate),
          write(processes.directory().resolve("target.key"), "PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException failure) {
      throw new IOException("cannot read what keytool wrote", failure);
    }
  }

  private static Path write(Path file, String what, byte[] encoded) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
  }
}
