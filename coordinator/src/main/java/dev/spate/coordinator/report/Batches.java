package dev.spate.coordinator.report;

import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The distributions of one metric in successive parts of a phase. All but the one that was last
/// added to are kept encoded, a few kilobytes each.
final class Batches {
  private final Resolution resolution;
  private final List<Latencies> encoded = new ArrayList<>();
  private @Nullable LatencySum open;
  private int openIndex = -1;

  Batches(Resolution resolution) {
    this.resolution = resolution;
  }

  /// @param batch 0 or more; batches between that nothing was added to are empty
  void add(int batch, Latencies durations) {
    if (durations.count() > 0) {
      to(batch).add(durations);
    }
  }

  /// A batch to add to, until the next call.
  LatencySum to(int batch) {
    LatencySum sum = open;
    if (sum == null || openIndex != batch) {
      store();
      sum = decoded(batch);
      open = sum;
      openIndex = batch;
    }
    return sum;
  }

  private void store() {
    if (open != null) {
      while (encoded.size() <= openIndex) {
        encoded.add(Latencies.none(resolution));
      }
      encoded.set(openIndex, open.toLatencies());
    }
  }

  private LatencySum decoded(int batch) {
    LatencySum sum = new LatencySum(resolution);
    if (batch < encoded.size()) {
      sum.add(encoded.get(batch));
    }
    return sum;
  }

  /// A batch.
  LatencySum at(int batch) {
    store();
    return decoded(batch);
  }
}
