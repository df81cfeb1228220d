package dev.spate.coordinator.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OtlpMetricsTest {
  private static final Labels LABELS = Labels.of("run", "r-1", "request", "list products");

  private static Metric metric(MetricSnapshot snapshot) {
    ExportMetricsServiceRequest request =
        new OtlpMetrics(1_000, 2_000).request(new MetricSnapshots(snapshot), "0.1.0");
    assertThat(
            request
                .getResourceMetrics(0)
                .getResource()
                .getAttributes(0)
                .getValue()
                .getStringValue())
        .isEqualTo("spate");
    return request.getResourceMetrics(0).getScopeMetrics(0).getMetrics(0);
  }

  @Test
  void aCounterIsACumulativeSum() {
    Metric metric =
        metric(
            CounterSnapshot.builder()
                .name("spate_requests")
                .help("Requests.")
                .dataPoint(CounterDataPointSnapshot.builder().labels(LABELS).value(42).build())
                .build());

    assertThat(metric.getName()).isEqualTo("spate_requests");
    assertThat(metric.getSum().getIsMonotonic()).isTrue();
    NumberDataPoint point = metric.getSum().getDataPoints(0);
    assertThat(point.getAsDouble()).isEqualTo(42);
    assertThat(point.getStartTimeUnixNano()).isEqualTo(1_000);
    assertThat(point.getTimeUnixNano()).isEqualTo(2_000);
    assertThat(point.getAttributesList())
        .extracting(one -> one.getKey() + "=" + one.getValue().getStringValue())
        .containsExactlyInAnyOrder("run=r-1", "request=list products");
  }

  /// A duration of 3 s: in Prometheus in the bucket that ends at 2^(13/8) = 3.08 s; in OTLP in that
  /// which begins at 2^(12/8) = 2.83 s.
  @Test
  void aHistogramHasTheSameBounds() {
    Metric metric =
        metric(
            HistogramSnapshot.builder()
                .name("spate_response_time")
                .dataPoint(
                    HistogramDataPointSnapshot.builder()
                        .labels(LABELS)
                        .nativeSchema(3)
                        .nativeBucketsForPositiveValues(
                            NativeHistogramBuckets.builder().bucket(10, 5).bucket(13, 2).build())
                        .sum(15)
                        .build())
                .build());

    ExponentialHistogramDataPoint point = metric.getExponentialHistogram().getDataPoints(0);
    assertThat(point.getScale()).isEqualTo(3);
    assertThat(point.getCount()).isEqualTo(7);
    assertThat(point.getSum()).isEqualTo(15);
    assertThat(point.getPositive().getOffset()).isEqualTo(9);
    assertThat(point.getPositive().getBucketCountsList()).containsExactly(5L, 0L, 0L, 2L);
    double base = Math.pow(2, Math.pow(2, -point.getScale()));
    int bucket = point.getPositive().getOffset() + 3;
    assertThat(Math.pow(base, bucket)).isCloseTo(2.83, within(0.01));
    assertThat(Math.pow(base, bucket + 1)).isCloseTo(3.08, within(0.01));
  }

  @Test
  void aReceiverHasADefaultPathAndShowsNoSecrets() {
    OtlpReceiver receiver =
        new OtlpReceiver(URI.create("http://collector:4318"), Map.of("x-key", "hidden"));

    assertThat(receiver.url()).hasToString("http://collector:4318/v1/metrics");
    assertThat(receiver.toString()).doesNotContain("hidden");
    assertThat(new OtlpReceiver(URI.create("http://c/secret/path"), Map.of()).url())
        .hasPath("/secret/path");
    assertThat(new OtlpReceiver(URI.create("http://c/secret/path"), Map.of()).toString())
        .doesNotContain("secret");
  }
}
