package dev.spate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is imported is run: a recording of Chromium, and an API's description.
final class ImportedRunsTest {
  private static final Path SOURCES =
      Path.of("../coordinator/src/test/resources/dev/spate/coordinator/imports");

  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  /// The statuses that are not 200, by the beginning of the request.
  private Map<String, Integer> statuses = Map.of();

  ImportedRunsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void startTheServer() {
    world = new FakeWorld(directory);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    heard.add(body.isEmpty() ? request : request + " " + body);
    exchange.sendResponseHeaders(statuses.getOrDefault(request, 200), -1);
    exchange.close();
  }

  /// Imports a file and runs the plan once, against the server in place of its target.
  private int run(String name, String target) throws IOException {
    Files.copy(SOURCES.resolve(name), directory.resolve(name));
    assertThat(world.run("import", name, "-o", "plan.yaml")).as(world.err()).isZero();
    Path plan = directory.resolve("plan.yaml");
    String text = Files.readString(plan);
    assertThat(text).contains("target: " + target + "\n");
    Files.writeString(
        plan,
        text.replace(
                "target: " + target, "target: http://127.0.0.1:" + server.getAddress().getPort())
            .replaceAll("think: [0-9.]+s", "think: 1ms"));
    return world.run("run", "plan.yaml", "--once");
  }

  @Test
  void sendsAgainWhatChromiumSent() throws IOException {
    statuses = Map.of("GET /favicon.ico", 404);
    assertThat(run("shop.har", "http://127.0.0.1:8098")).as(world.out()).isZero();
    assertThat(heard)
        .containsExactly(
            "GET /",
            "GET /shop.css",
            "GET /shop.js",
            "GET /api/products?page=1",
            "GET /favicon.ico",
            "POST /api/orders {\"product\":7,\"amount\":2,\"note\":\"as soon as possible\"}");
    assertThat(world.out()).contains("6 requests, all succeeded");
  }

  @Test
  void saysWhereAnAnswerIsNotWhatWasRecorded() throws IOException {
    assertThat(run("shop.har", "http://127.0.0.1:8098"))
        .isEqualTo(ExitCode.THRESHOLDS_FAILED.code());
    assertThat(world.out()).contains("GET /favicon.ico -> 200");
  }

  @Test
  void callsEachOperationOfADescription() throws IOException {
    statuses = Map.of("POST /v1/pets", 201, "DELETE /v1/pets/a%2F7", 204, "POST /v1/login", 303);
    assertThat(run("petstore.yaml", "https://petstore.example")).as(world.out()).isZero();
    assertThat(heard)
        .containsExactly(
            "GET /v1/pets?limit=5&sort+by=name+%26+age",
            "POST /v1/pets {\"name\":\"Rex\",\"kind\":\"dog\",\"born\":\"2030-01-31\","
                + "\"parent\":null,\"weight\":4.5}",
            "GET /v1/pets/a%2F7",
            "DELETE /v1/pets/a%2F7",
            "POST /v1/login user=me&password=s%26cret");
    assertThat(world.out()).contains("5 requests, all succeeded");
  }
}
