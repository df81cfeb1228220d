package dev.spate.coordinator.report;

import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import java.util.ArrayList;
import java.util.List;

/// A distribution together with the same durations cut into successive batches of time, for the
/// confidence of its percentiles.
///
/// @param batches at most [PhaseClock#BATCHES], in order
record Sample(Distribution whole, List<LatencySum> batches) {
  Sample {
    batches = List.copyOf(batches);
  }

  /// A batch and how long it lasted.
  record Batch(double seconds, LatencySum durations) {}

  /// Puts neighbours together where there are more than [PhaseClock#BATCHES] (the selection spans
  /// several phases), so that each has about the same share of the time.
  static Sample of(Distribution whole, List<Batch> parts) {
    if (parts.size() <= PhaseClock.BATCHES) {
      return new Sample(whole, parts.stream().map(Batch::durations).toList());
    }
    double total = parts.stream().mapToDouble(Batch::seconds).sum();
    List<LatencySum> batches = new ArrayList<>();
    double before = 0;
    int latest = -1;
    for (Batch part : parts) {
      int place = (int) ((before + part.seconds() / 2) / total * PhaseClock.BATCHES);
      before += part.seconds();
      if (place != latest) {
        batches.add(new LatencySum(whole.all().resolution()));
        latest = place;
      }
      batches.getLast().add(part.durations());
    }
    return new Sample(whole, batches);
  }
}
