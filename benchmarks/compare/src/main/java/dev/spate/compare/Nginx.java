package dev.spate.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The target: nginx with one worker process, which answers from memory. A server each for HTTP/1.1
/// and HTTP/2, in the clear and over TLS 1.3.
///
/// @param ports of [Server], in its order
record Nginx(List<Integer> ports) {
  private static final long PATIENCE_SECONDS = 10;

  /// What listens.
  enum Server {
    HTTP1("http", ""),
    HTTP1_TLS("https", "ssl"),
    HTTP2("http", "http2"),
    HTTP2_TLS("https", "ssl http2");

    private final String scheme;
    private final String parameters;

    Server(String scheme, String parameters) {
      this.scheme = scheme;
      this.parameters = parameters;
    }
  }

  static Nginx start(Processes processes, String processor, Certificate certificate)
      throws IOException, InterruptedException {
    List<Integer> ports = freePorts(Server.values().length);
    Path directory = Files.createDirectory(processes.directory().resolve("nginx"));
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, ports, certificate));
    Processes.Service service =
        processes.start(
            "nginx",
            processor,
            Map.of(),
            "nginx",
            "-p",
            directory.toString(),
            "-e", // before the configuration is read, too
            "stderr",
            "-c",
            configuration.toString());
    service.await("start worker process ", PATIENCE_SECONDS);
    return new Nginx(ports);
  }

  String url(Server server) {
    return server.scheme + "://127.0.0.1:" + ports.get(List.of(Server.values()).indexOf(server));
  }

  private static String configuration(
      Path directory, List<Integer> ports, Certificate certificate) {
    StringBuilder servers = new StringBuilder();
    for (int at = 0; at < ports.size(); at++) {
      servers.append(
          """
            server {
              listen 127.0.0.1:%d %s;
              location / { default_type text/plain; return 200 "Hello, world!"; }
            }
          """
              .formatted(ports.get(at), Server.values()[at].parameters));
    }
    return """
    worker_processes 1;
    daemon off;
    pid %1$s/nginx.pid;
    error_log stderr notice;
    events { worker_connections 16384; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      http2_max_concurrent_streams %2$d;
      ssl_protocols TLSv1.3;
      ssl_certificate %3$s;
      ssl_certificate_key %4$s;
      client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
      uwsgi_temp_path %1$s; scgi_temp_path %1$s;
    %5$s}
    """
        .formatted(directory, PeerProgram.STREAMS, certificate.chain(), certificate.key(), servers);
  }

  /// Ports of loopback that nobody listens on; all different, because all are held until all are
  /// known.
  static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
