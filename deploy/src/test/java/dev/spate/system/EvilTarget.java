package dev.spate.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A target that answers each fifth request with a failure whose headers and body would be scripts
/// in a page that does not escape them.
final class EvilTarget implements AutoCloseable {
  private static final String SCRIPT = "<script>window.hacked = 'answer'</script>";
  private static final byte[] BODY =
      (SCRIPT + "<img src=x onerror=\"window.hacked = 'body'\">").getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong answered = new AtomicLong();
  private final HttpServer server;

  EvilTarget() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean fails = answered.incrementAndGet() % 5 == 0;
    exchange.getResponseHeaders().add("X-Motto", SCRIPT);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(fails ? 500 : 200, BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
