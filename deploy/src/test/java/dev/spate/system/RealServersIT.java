package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Against servers that people run: what the server counted is what the report says, exactly.
@Execution(ExecutionMode.CONCURRENT)
final class RealServersIT {
  @TempDir private Path dir;
  private Spate spate;
  private final List<Process> servers = new ArrayList<>();

  @BeforeEach
  void open() {
    spate = new Spate(dir);
  }

  @AfterEach
  void close() throws InterruptedException {
    spate.close();
    for (Process server : servers) {
      server.destroy();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
      }
    }
  }

  private static final Path SHOP = Path.of("..", "examples", "shop");

  private static final String PLAN =
      """
      target: http://127.0.0.1:%d
      seed: 3
      phases:
        - { name: open, arrivalRate: 300/s, duration: 4s, arrivals: poisson }
        - { name: closed, users: 10, duration: 4s }
      scenarios:
        page:    { weight: 3, flow: [ { get: /page, check: { status: 200 } } ] }
        missing: { weight: 1, flow: [ { get: /missing }, { post: /page, body: "x=1", name: send } ] }
      """;

  /// The program of a Debian package, or a loud word that the test is skipped without it.
  private static String program(String name) {
    for (String place : List.of("/usr/sbin/", "/usr/bin/", "/usr/local/bin/", "/bin/")) {
      if (Files.isExecutable(Path.of(place + name))) {
        return place + name;
      }
    }
    System.err.println("SKIPPED: no " + name + " on this machine; .ci/run installs it");
    assumeTrue(false, "no " + name);
    throw new AssertionError();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void serve(int port, Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("server.txt").toFile());
    builder.environment().putAll(environment);
    servers.add(builder.start());
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listens(port));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void assertCounted(RunReport report, Path accessLog) {
    long reached =
        report.requests("succeeded") + report.errors("status_4xx") + report.errors("status_5xx");
    assertThat(report.requests("failed")).isEqualTo(report.errors("status_4xx"));
    assertThat(report.requests("succeeded")).isPositive();
    assertThat(report.errors("status_4xx")).isPositive();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(lines(accessLog)).isEqualTo(reached));
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }

  @Test
  void nginxCountsWhatTheReportSays() throws IOException {
    String nginx = program("nginx");
    int port = freePort();
    Path log = dir.resolve("access.log");
    Path conf =
        spate.file(
            "nginx.conf",
            """
            worker_processes 1;
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 2048; }
            http {
              access_log %2$s;
              client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
              uwsgi_temp_path %1$s; scgi_temp_path %1$s;
              keepalive_requests 100;
              server {
                listen 127.0.0.1:%3$d;
                location = /page { return 200 "a page"; }
                location / { return 404; }
              }
            }
            """
                .formatted(dir, log, port));
    serve(port, Map.of(), nginx, "-p", dir.toString(), "-c", conf.toString(), "-e", "error.log");

    RunReport report = spate.runPlan(PLAN.formatted(port), "--workers", "2");

    // nginx closes each connection after a hundred requests: that is no failure.
    assertCounted(report, log);
  }

  @Test
  void gunicornCountsWhatTheReportSays() throws IOException {
    String gunicorn = program("gunicorn");
    int port = freePort();
    Path log = dir.resolve("access.log");
    var _ =
        spate.file(
            "page_app.py",
            """
            def application(environ, start_response):
                found = environ["PATH_INFO"] == "/page"
                environ["wsgi.input"].read()
                start_response("200 OK" if found else "404 Not Found", [("Content-Type", "text/plain")])
                return [b"a page" if found else b"nothing"]
            """);
    serve(
        port,
        Map.of("PYTHONDONTWRITEBYTECODE", "1"),
        gunicorn,
        "--bind",
        "127.0.0.1:" + port,
        "--workers",
        "1",
        "--threads",
        "4",
        "--access-logfile",
        log.toString(),
        "page_app:application");

    RunReport report = spate.runPlan(PLAN.formatted(port));

    assertCounted(report, log);
  }

  /// The example of the repository: people log in with a token and a cookie, look around and buy.
  @Test
  void aShopTakesTheOrdersThatTheReportHas() throws IOException, InterruptedException {
    String gunicorn = program("gunicorn");
    int port = freePort();
    Files.copy(SHOP.resolve("shop.py"), dir.resolve("shop.py"));
    Files.copy(SHOP.resolve("customers.csv"), dir.resolve("customers.csv"));
    String plan = Files.readString(SHOP.resolve("shop.yaml")).replace(":8000", ":" + port);
    serve(
        port,
        Map.of("PYTHONDONTWRITEBYTECODE", "1"),
        gunicorn,
        "--bind",
        "127.0.0.1:" + port,
        "--threads",
        "4",
        "shop:application");

    RunReport report = spate.runPlan(plan, "--workers", "2");

    assertThat(report.requests("failed")).isZero();
    assertThat(report.arrivals("completed")).isEqualTo(120);
    // One request to browse, five to buy.
    long orders = (report.requests("succeeded") - 120) / 4;
    assertThat(report.requests("succeeded")).isEqualTo(120 + 4 * orders);
    assertThat(orders).isBetween(60L, 115L);
    assertThat(text("http://127.0.0.1:" + port + "/counts"))
        .isEqualTo("{\"logins\": %d, \"refused\": 0, \"orders\": %d}".formatted(orders, orders));
  }

  private static String text(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
