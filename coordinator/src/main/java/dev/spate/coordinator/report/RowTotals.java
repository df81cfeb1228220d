package dev.spate.coordinator.report;

import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import java.util.EnumMap;
import java.util.Map;

/// The closed slots of one phase and request: their sum, and the distributions batch by batch.
final class RowTotals {
  private final RequestTotals sum = new RequestTotals();
  private final Map<TimedMetric, Batches> batches = new EnumMap<>(TimedMetric.class);

  RowTotals() {
    for (TimedMetric metric : TimedMetric.values()) {
      if (metric.ofRequests()) {
        batches.put(metric, new Batches(Resolution.MICROSECOND));
      }
    }
  }

  void add(int batch, RequestTotals slot) {
    sum.add(slot);
    batches.forEach((metric, series) -> metric.addTo(series.to(batch), slot));
  }

  RequestTotals sum() {
    return sum;
  }

  /// @param metric one of requests
  Batches batches(TimedMetric metric) {
    Batches series = batches.get(metric);
    if (series == null) {
      throw new IllegalArgumentException(metric.id() + " is not a request's");
    }
    return series;
  }
}
