package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// A login that redirects, twice: every request on the way has its account, and the books of
/// Little's law agree.
@Execution(ExecutionMode.CONCURRENT)
final class RedirectIT {
  @TempDir private Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  @Thorough
  void eachRequestOnTheWayIsCounted() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    try (Spate spate = new Spate(dir)) {
      RunReport report =
          spate.runPlan(
              """
              target: http://127.0.0.1:%d
              http: { followRedirects: true }
              phases: [ { arrivalRate: 50/s, duration: 4s } ]
              scenarios:
                only:
                  flow:
                    - post: /login
                      name: log in
                      body: user=anna
                      check: { status: 200, body: { contains: welcome } }
              """
                  .formatted(server.getAddress().getPort()),
              "--quiet");

      assertThat(report.result().exitCode()).isIn(0, 121);
      assertThat(report.arrivals("completed")).isEqualTo(200);
      assertThat(report.requests("started")).isEqualTo(600);
      assertThat(report.requests("succeeded")).isEqualTo(600);
      JsonNode row = report.json().at("/requests/0");
      assertThat(row.at("/statuses/303").asLong()).isEqualTo(200);
      assertThat(row.at("/statuses/302").asLong()).isEqualTo(200);
      assertThat(row.at("/statuses/200").asLong()).isEqualTo(200);
      assertThat(report.json().at("/verdict/reasons").toString()).doesNotContain("LITTLES_LAW");
      assertThat(asked).hasSize(600).contains("POST /login", "GET /in", "GET /home?a=b");
    } finally {
      server.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestURI().getPath()) {
      case "/login" -> redirect(exchange, 303, "/in");
      case "/in" -> redirect(exchange, 302, "home?a=b");
      default -> {
        byte[] body = "welcome".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
    exchange.close();
  }

  private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
    exchange.getResponseHeaders().set("location", to);
    exchange.sendResponseHeaders(status, -1);
  }
}
