package dev.spate.worker.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A server that others wrote, on loopback, for as long as a test needs it.
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Where a program is on this machine.
  static Optional<Path> find(String program) {
    String path = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";
    return Stream.of(path.split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// nghttpd, which gives uploads back.
  ///
  /// @param keys null for a server in the clear
  static ServerProcess nghttpd(Path program, Path files, @Nullable ServerKeys keys) {
    int port = freePort();
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "--address=127.0.0.1", "--echo-upload", "-d"));
    command.add(files.toString());
    if (keys == null) {
      command.add("--no-tls");
    }
    command.add(Integer.toString(port));
    if (keys != null) {
      command.add(keys.key().toString());
      command.add(keys.certificate().toString());
    }
    return start(command, files, port);
  }

  /// nginx, which ends each connection after 100 requests.
  static ServerProcess nginx(Path program, Path files, ServerKeys keys, boolean secure) {
    int port = freePort();
    Path configuration = files.resolve("nginx.conf");
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    write(
        configuration,
        """
        %s
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          keepalive_requests 100;
          server {
            listen 127.0.0.1:%d http2 %s;
            ssl_certificate %s;
            ssl_certificate_key %s;
            root %s;
          }
        }
        """
            .formatted(user, port, secure ? "ssl" : "", keys.certificate(), keys.key(), files));
    return start(
        List.of(program.toString(), "-p", files.toString(), "-c", configuration.toString()),
        files,
        port);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProcess start(List<String> command, Path directory, int port) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("server.log").toFile())
              .start();
      ServerProcess server = new ServerProcess(process, port);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(server::listens);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(address(), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
