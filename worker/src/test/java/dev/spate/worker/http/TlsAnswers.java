package dev.spate.worker.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Servers over TLS that give one answer, with a certificate that nobody vouches for.
final class TlsAnswers {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final SSLContext CONTEXT = context();

  private TlsAnswers() {}

  static ScriptedServer start(String answer) {
    try {
      return ScriptedServer.start(
          CONTEXT
              .getServerSocketFactory()
              .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
          (_, peer) -> {
            while (true) {
              peer.readRequest();
              peer.write(answer);
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static SSLContext context() {
    try {
      Path directory = Files.createTempDirectory("spate-test");
      Path store = directory.resolve("server.p12");
      makeCertificate(store);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD);
      }
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void makeCertificate(Path store) throws IOException, InterruptedException {
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=any -validity 2 -storetype PKCS12"
            + " -storepass changeit -keystore";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ", -1)));
    command.add(store.toString());
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool made no certificate");
    }
  }
}
