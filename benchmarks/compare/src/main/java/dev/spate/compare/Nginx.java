package dev.spate.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The target over TLS 1.3: nginx with one worker process, which answers from memory.
///
/// @param ports of its servers
record Nginx(Map<Server, Integer> ports) {
  private static final long PATIENCE_SECONDS = 10;

  /// What `listen` says of each.
  private static final Map<Server, String> LISTEN =
      Map.of(Server.HTTP1_TLS, "ssl", Server.HTTP2_TLS, "ssl http2");

  Nginx {
    ports = Map.copyOf(ports);
  }

  static Nginx start(Processes processes, String processor, Certificate certificate)
      throws IOException, InterruptedException {
    List<Integer> free = new ArrayList<>(freePorts(LISTEN.size()));
    Map<Server, Integer> ports = new EnumMap<>(Server.class);
    LISTEN.keySet().forEach(server -> ports.put(server, free.removeFirst()));
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

  private static String configuration(
      Path directory, Map<Server, Integer> ports, Certificate certificate) {
    StringBuilder servers = new StringBuilder();
    ports.forEach((server, port) ->
        servers.append(
            """
              server {
                listen 127.0.0.1:%d %s;
                location / { default_type text/plain; return 200 "Hello, world!"; }
              }
            """
                .formatted(port, LISTEN.get(server))));
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
