package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Debian's Prometheus scrapes a coordinator while a run goes on. Left out where there is no
/// `prometheus` on this machine.
@Execution(ExecutionMode.CONCURRENT)
final class PrometheusIT {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Two buckets of schema 3, 9 % each: that of the report's percentile may be the next one.
  private static final double BUCKETS = 1.19;

  @TempDir private Path dir;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();

  PrometheusIT() throws IOException {}

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Thorough
  void itsQuantilesAndCountsAreThoseOfTheReport() throws Exception {
    assumeThat(PROMETHEUS).as("Debian's prometheus").isExecutable();
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        Spate spate = new Spate(dir)) {
      Spate.Cluster cluster = spate.startCluster();
      var _ = spate.startWorker(cluster, "anna");
      Process prometheus = startPrometheus(cluster.api());
      try {
        Path out = dir.resolve("scraped");
        RunReport report =
            RunReport.read(out, spate.startRun(cluster, plan(target), out).awaitEnd());
        String all = "sum(spate_requests_total{outcome=\"succeeded\"})";
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> value(all) == (double) report.requests("succeeded"));

        assertThat(value("sum(spate_arrivals_total{account=\"completed\"})"))
            .isEqualTo((double) report.arrivals("completed"));
        for (String percent : new String[] {"50", "99"}) {
          double seconds =
              value(
                  "histogram_quantile(%s, sum(spate_response_time_seconds))"
                      .formatted(Double.parseDouble(percent) / 100));
          double reported = report.seconds("response_time", percent);
          assertThat(seconds)
              .as("p%s of Prometheus beside %s s of the report", percent, reported)
              .isBetween(reported / BUCKETS, reported * BUCKETS);
        }
      } finally {
        prometheus.destroy();
        prometheus.waitFor();
      }
    }
  }

  private static String plan(TargetServer target) {
    return """
    target: %s
    name: scraped
    phases: [ { name: steady, arrivalRate: 200/s, duration: 10s } ]
    scenarios:
      quick: { weight: 90, flow: [ { get: /?delay=5ms, name: quick } ] }
      slow: { weight: 10, flow: [ { get: /?delay=60ms, name: slow } ] }
    workers: { expect: 1 }
    """
        .formatted(target.url());
  }

  private Process startPrometheus(String api) throws IOException {
    Path settings = dir.resolve("prometheus.yml");
    Files.writeString(
        settings,
        """
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: spate
            static_configs: [ { targets: ['%s'] } ]
        """
            .formatted(api));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + settings,
            "--storage.tsdb.path=" + dir.resolve("tsdb"),
            "--enable-feature=native-histograms",
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve("prometheus.log").toFile())
        .start();
  }

  /// What a query gives; NaN where it gives nothing, or Prometheus is not ready.
  private double value(String query) throws InterruptedException {
    URI address =
        URI.create(
            "http://127.0.0.1:%d/api/v1/query?query=%s"
                .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8)));
    try {
      String answer =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      JsonNode value = new JsonMapper().readTree(answer).at("/data/result/0/value/1");
      return value.isString() ? Double.parseDouble(value.stringValue()) : Double.NaN;
    } catch (IOException _) {
      return Double.NaN;
    }
  }
}
