package dev.spate.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Access tokens that hold for four seconds, in a run that takes seven: nobody is ever turned away,
/// and nothing that is secret is found afterwards.
@Execution(ExecutionMode.CONCURRENT)
final class AccessTokenIT {
  private static final long HOLDS_NS = 4_000_000_000L;

  @TempDir private Path dir;

  /// Tokens, and when they were given.
  private final Map<String, Long> given = new ConcurrentHashMap<>();

  @Test
  @Thorough
  void areRenewedBeforeTheyExpire() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", this::token);
    server.createContext("/orders", this::orders);
    server.start();
    try (Spate spate = new Spate(dir)) {
      RunReport report = spate.runPlan(plan(server, "0pen-sesame"), "--quiet");
      assertThat(report.result().exitCode()).isIn(0, 121);
      assertThat(report.requests("succeeded")).isEqualTo(350);
      assertThat(given).hasSizeGreaterThanOrEqualTo(2);
      assertThat(kept()).isNotEmpty().doesNotContain("0pen-sesame", "t0ken-");

      RunReport refused = spate.runPlan(plan(server, "wr0ng-sesame"), "--quiet");
      assertThat(refused.result().exitCode()).isEqualTo(122);
      assertThat(refused.json().at("/verdict/reasons").toString())
          .contains("no access token for load", "invalid_client (who are you)")
          .doesNotContain("wr0ng-sesame");
    } finally {
      server.stop(0);
    }
  }

  private static String plan(HttpServer server, String secret) {
    int port = server.getAddress().getPort();
    return """
    target: http://127.0.0.1:%d
    http: { auth: { oauth2: { tokenUrl: "http://127.0.0.1:%d/token", clientId: load, clientSecret: %s, in: body } } }
    phases: [ { arrivalRate: 50/s, duration: 7s } ]
    scenarios: { only: { flow: [ { get: /orders } ] } }
    """
        .formatted(port, port, secret);
  }

  /// All that is left of the runs.
  private String kept() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      StringBuilder texts = new StringBuilder();
      files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("results"))
          .forEach(file -> texts.append(text(file)));
      return texts.toString();
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
    if (!form.contains("client_secret=0pen-sesame")) {
      answer(exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"who are you\"}");
      return;
    }
    String token = "t0ken-" + given.size();
    given.put(token, System.nanoTime());
    answer(
        exchange,
        200,
        "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":4}".formatted(token));
  }

  private void orders(HttpExchange exchange) throws IOException {
    String token =
        String.valueOf(exchange.getRequestHeaders().getFirst("authorization"))
            .replaceFirst("^Bearer ", "");
    Long since = given.get(token);
    boolean holds = since != null && System.nanoTime() - since < HOLDS_NS;
    answer(exchange, holds ? 200 : 401, "{}");
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(US_ASCII);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
