package dev.spate.coordinator.otlp;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Objects;
import java.util.Optional;

/// The run that figures are of.
final class Runs {
  private Runs() {}

  /// Its id; nothing where there are no figures.
  static Optional<String> of(MetricSnapshots snapshots) {
    return snapshots.stream()
        .flatMap(snapshot -> snapshot.getDataPoints().stream())
        .map(DataPointSnapshot::getLabels)
        .map(labels -> labels.get("run"))
        .filter(Objects::nonNull)
        .findFirst();
  }
}
