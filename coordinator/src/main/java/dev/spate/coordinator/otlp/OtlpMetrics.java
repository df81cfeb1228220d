package dev.spate.coordinator.otlp;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.List;

/// What `/metrics` has, as OTLP has it: the same names and labels; counters as cumulative sums,
/// native histograms as exponential ones of the same scale, whose bounds are the same.
final class OtlpMetrics {
  private final long startNs;
  private final long nowNs;

  /// @param startNs since when the counts are counted, in nanoseconds since 1970
  /// @param nowNs when they were read
  OtlpMetrics(long startNs, long nowNs) {
    this.startNs = startNs;
    this.nowNs = nowNs;
  }

  /// @param version of Spate
  ExportMetricsServiceRequest request(MetricSnapshots snapshots, String version) {
    ScopeMetrics.Builder scope =
        ScopeMetrics.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("dev.spate").setVersion(version));
    snapshots.forEach(snapshot -> scope.addMetrics(metric(snapshot)));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(attribute("service.name", "spate"))
                        .addAttributes(attribute("service.version", version)))
                .addScopeMetrics(scope))
        .build();
  }

  private Metric metric(MetricSnapshot snapshot) {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName(snapshot.getMetadata().getName())
            .setDescription(String.valueOf(snapshot.getMetadata().getHelp()));
    switch (snapshot) {
      case CounterSnapshot counter -> metric.setSum(sum(counter));
      case GaugeSnapshot gauge ->
          metric.setGauge(
              gauge(
                  gauge.getDataPoints().stream()
                      .map(point -> number(point.getLabels(), point.getValue()))
                      .toList()));
      case InfoSnapshot info ->
          metric.setGauge(
              gauge(
                  info.getDataPoints().stream()
                      .map(point -> number(point.getLabels(), 1))
                      .toList()));
      case HistogramSnapshot histogram ->
          metric.setUnit("s").setExponentialHistogram(histogram(histogram));
      default -> throw new IllegalArgumentException("no OTLP for " + snapshot.getClass());
    }
    return metric.build();
  }

  private Sum sum(CounterSnapshot counter) {
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    counter
        .getDataPoints()
        .forEach(point -> sum.addDataPoints(number(point.getLabels(), point.getValue())));
    return sum.build();
  }

  private static Gauge gauge(List<NumberDataPoint> points) {
    return Gauge.newBuilder().addAllDataPoints(points).build();
  }

  private NumberDataPoint number(Labels labels, double value) {
    return NumberDataPoint.newBuilder()
        .addAllAttributes(attributes(labels))
        .setStartTimeUnixNano(startNs)
        .setTimeUnixNano(nowNs)
        .setAsDouble(value)
        .build();
  }

  private ExponentialHistogram histogram(HistogramSnapshot histogram) {
    ExponentialHistogram.Builder exponential =
        ExponentialHistogram.newBuilder()
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    histogram.getDataPoints().forEach(point -> exponential.addDataPoints(point(point)));
    return exponential.build();
  }

  private ExponentialHistogramDataPoint point(HistogramDataPointSnapshot point) {
    ExponentialHistogramDataPoint.Builder exponential =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(attributes(point.getLabels()))
            .setStartTimeUnixNano(startNs)
            .setTimeUnixNano(nowNs)
            .setScale(point.getNativeSchema())
            .setZeroCount(point.getNativeZeroCount())
            .setSum(point.getSum());
    NativeHistogramBuckets buckets = point.getNativeBucketsForPositiveValues();
    long count = point.getNativeZeroCount();
    if (buckets.size() > 0) {
      exponential.setPositive(dense(buckets));
      for (int index = 0; index < buckets.size(); index++) {
        count += buckets.getCount(index);
      }
    }
    return exponential.setCount(count).build();
  }

  /// Bucket i of Prometheus ends at base^i, that of OTLP begins there.
  private static ExponentialHistogramDataPoint.Buckets dense(NativeHistogramBuckets buckets) {
    int first = buckets.getBucketIndex(0);
    ExponentialHistogramDataPoint.Buckets.Builder dense =
        ExponentialHistogramDataPoint.Buckets.newBuilder().setOffset(first - 1);
    int next = first;
    for (int index = 0; index < buckets.size(); index++) {
      for (; next < buckets.getBucketIndex(index); next++) {
        dense.addBucketCounts(0);
      }
      dense.addBucketCounts(buckets.getCount(index));
      next++;
    }
    return dense.build();
  }

  private static List<KeyValue> attributes(Labels labels) {
    List<KeyValue> attributes = new ArrayList<>();
    for (Label label : labels) {
      attributes.add(attribute(label.getName(), label.getValue()));
    }
    return attributes;
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
