package dev.spate.worker.http;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// An nginx of our own on loopback, which answers over TLS with 201 where the session was resumed
/// and with 200 where it was not, and closes the connection then.
final class Nginx implements AutoCloseable {
  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Where this machine has it.
  static Optional<Path> program() {
    return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Nginx start(Path program, Path directory, X509Bundle certificate) {
    try {
      int port = freePort();
      Files.writeString(directory.resolve("cert.pem"), certificate.getCertificatePathPEM());
      Files.writeString(directory.resolve("key.pem"), certificate.getPrivateKeyPEM());
      Path configuration =
          Files.writeString(directory.resolve("nginx.conf"), configuration(directory, port));
      Process process =
          new ProcessBuilder(
                  program.toString(), "-p", directory.toString(), "-c", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out").toFile())
              .start();
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
      return new Nginx(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(Path directory, int port) {
    return """
    worker_processes 1;
    daemon off;
    pid %1$s/pid;
    error_log %1$s/error.log;
    events { worker_connections 64; }
    http {
      access_log off;
      client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
      uwsgi_temp_path %1$s; scgi_temp_path %1$s;
      server {
        listen 127.0.0.1:%2$d ssl;
        keepalive_requests 1;
        ssl_protocols TLSv1.2 TLSv1.3;
        ssl_certificate %1$s/cert.pem;
        ssl_certificate_key %1$s/key.pem;
        location / { if ($ssl_session_reused = r) { return 201; } return 200; }
      }
    }
    """
        .formatted(directory, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
