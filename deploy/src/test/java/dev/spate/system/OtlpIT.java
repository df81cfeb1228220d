package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What a receiver of OTLP hears of a run is what the report says.
@Execution(ExecutionMode.CONCURRENT)
final class OtlpIT {
  @TempDir private Path dir;
  private final List<ExportMetricsServiceRequest> heard = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();

  @Test
  @Thorough
  void aReceiverHearsAllOfARunAtItsEnd() throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/v1/metrics", this::receive);
    receiver.start();
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        Spate spate = new Spate(dir)) {
      RunReport report =
          spate.runPlan(
              """
              target: %s
              phases: [ { name: steady, arrivalRate: 100/s, duration: 13s } ]
              scenarios: { only: { flow: [ { get: /?delay=2ms, name: only } ] } }
              """
                  .formatted(target.url()),
              "--quiet",
              "--otlp",
              "http://127.0.0.1:" + receiver.getAddress().getPort(),
              "--otlp-header",
              "x-key: k-1");

      assertThat(heard).as("after 10 s and at the end").hasSizeGreaterThanOrEqualTo(2);
      assertThat(keys).containsOnly("k-1");
      assertThat(sum("spate_requests", "outcome", "succeeded"))
          .isEqualTo((double) report.requests("succeeded"));
      assertThat(sum("spate_arrivals", "account", "completed"))
          .isEqualTo((double) report.arrivals("completed"));
      ExponentialHistogramDataPoint times =
          metric("spate_response_time_seconds").getExponentialHistogram().getDataPoints(0);
      assertThat(times.getCount()).isEqualTo(report.requests("succeeded"));
      assertThat(times.getTimeUnixNano()).isGreaterThan(times.getStartTimeUnixNano());
      assertThat(spate.run("run", "--help").out()).contains("--otlp");
    } finally {
      receiver.stop(0);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    heard.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes()));
    keys.add(exchange.getRequestHeaders().getFirst("x-key"));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private Stream<Metric> metrics() {
    return heard.getLast().getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream();
  }

  private Metric metric(String name) {
    return metrics()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError("no " + name + " among " + metrics().map(Metric::getName).toList()));
  }

  private double sum(String name, String label, String value) {
    return metric(name).getSum().getDataPointsList().stream()
        .filter(point ->
            point.getAttributesList().stream()
                .anyMatch(one ->
                    one.getKey().equals(label) && one.getValue().getStringValue().equals(value)))
        .mapToDouble(NumberDataPoint::getAsDouble)
        .sum();
  }
}
