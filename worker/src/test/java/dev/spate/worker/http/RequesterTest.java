package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;

import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;

/// What tests of a requester share: each runs with every transport that this machine has.
public abstract class RequesterTest {
  public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  public static final HttpRequest GET = Plans.get("/");
  public static final HttpRequest POST = Plans.request("POST", "/", Body.of("body"));
  public static final long TIMEOUT_NS = 10_000 * MS;

  @Parameter Transport transport = Transport.NIO;

  public static Stream<Transport> transports() {
    return Stream.of(Transport.values()).filter(Transport::available);
  }

  public Client client(ScriptedServer server, int maxConnections, HttpRequest... requests) {
    return client(server, maxConnections, TIMEOUT_NS, requests);
  }

  public Client client(
      ScriptedServer server, int maxConnections, long timeoutNs, HttpRequest... requests) {
    return new Client(
        Plans.plan(Plans.target(server.port()), Plans.options(timeoutNs, TIMEOUT_NS), requests),
        List.of(server.address()),
        transport,
        maxConnections);
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
