package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {
  private @TempDir Path directory = Path.of("");
  private final FakeCoordinator coordinator = new FakeCoordinator();
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final HttpServer listener = server();
  private FakeWorld world = new FakeWorld(directory);

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @BeforeEach
  void begin() throws IOException {
    world = new FakeWorld(directory).with(coordinator);
    Files.writeString(
        directory.resolve("plan.yaml"),
        """
        name: shop
        target: http://127.0.0.1:8080
        phases:
          - { name: steady, arrivalRate: 20/s, duration: 5s }
        scenarios:
          browse:
            flow:
              - get: /
        """);
    coordinator.files.put("report.json", report());
    listener.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().getFirst("authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(statuses.isEmpty() ? 204 : statuses.removeFirst(), -1);
          exchange.close();
        });
    listener.start();
  }

  private static String report() throws IOException {
    try (InputStream in = AnnouncementTest.class.getResourceAsStream("failed.json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void end() {
    coordinator.close();
    listener.stop(0);
  }

  private String hook() {
    return "http://127.0.0.1:" + listener.getAddress().getPort() + "/T0/secret";
  }

  @Test
  void aWebhookHearsTheVerdictAndTheFigures() {
    assertThat(
            world.run(
                "run",
                "plan.yaml",
                "-q",
                "--webhook",
                hook(),
                "--webhook-header",
                "Authorization: Bearer t0"))
        .isZero();
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst())
        .startsWith("Bearer t0 {")
        .contains(
            "\"format\" : \"spate-headline/1\"", "\"result\" : \"FAILED\"", "\"response_time\"");
    assertThat(world.err()).isEmpty();
  }

  @Test
  void itIsTriedThreeTimesAndChangesNoExitCode() throws IOException {
    Report report = read();
    statuses.addAll(List.of(500, 503, 200));
    assertThat(told(report)).isEmpty();
    assertThat(heard).hasSize(3);
    statuses.addAll(List.of(500, 503, 404, 200));
    assertThat(told(report))
        .isEqualTo("spate: the webhook at 127.0.0.1 was not told: it answered 404\n");
    assertThat(heard).hasSize(6);
  }

  private Report read() throws IOException {
    Path file = directory.resolve("report.json");
    Files.writeString(file, report());
    return ReportJson.read(file);
  }

  private String told(Report report) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new Webhook(URI.create(hook()), Map.of(), Duration.ofMillis(1))
        .tell(report, new PrintStream(err, true, StandardCharsets.UTF_8));
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsNoAddressIsRefusedBeforeTheRunAndNotRepeated() {
    assertThat(world.run("run", "plan.yaml", "--webhook", "ftp://x/secret")).isEqualTo(104);
    assertThat(world.err()).contains("--webhook is not a URL of http").doesNotContain("secret");
    assertThat(world.run("run", "plan.yaml", "--webhook", hook(), "--webhook-header", "secret"))
        .isEqualTo(104);
    assertThat(world.err()).contains("--webhook-header is not a header").doesNotContain("secret");
    assertThat(world.clustersStarted).isEmpty();
  }

  @Test
  void aJobOfGithubGetsAPageAndAnnotations() throws IOException {
    world.environment.put("GITHUB_ACTIONS", "true");
    world.environment.put("GITHUB_STEP_SUMMARY", "summary.md");
    Files.writeString(directory.resolve("summary.md"), "# before\n");
    assertThat(world.run("run", "plan.yaml", "-q", "--format", "json")).isZero();
    assertThat(world.err()).startsWith("::error title=").hasLineCount(1);
    assertThat(directory.resolve("summary.md")).content().startsWith("# before\n## ❌ ");
  }

  @Test
  void elsewhereNothingIsWrittenForGithub() {
    world.environment.put("GITHUB_STEP_SUMMARY", "summary.md");
    assertThat(world.run("run", "plan.yaml", "-q", "--format", "json")).isZero();
    assertThat(world.err()).isEmpty();
    assertThat(directory.resolve("summary.md")).doesNotExist();
  }
}
