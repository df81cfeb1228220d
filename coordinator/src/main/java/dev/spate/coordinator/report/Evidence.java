package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.RequestCounts;
import java.util.List;

/// What a threshold is held against: what was measured of its selection over some stretch of a run.
interface Evidence {
  ArrivalCounts arrivals();

  RequestCounts requests();

  /// The distribution of a metric.
  Sample sample(TimedMetric metric);

  /// How long the stretch is.
  double seconds();

  /// The closed slots of a run.
  ///
  /// @param seconds how long the selected phases lasted
  record Whole(RunTotals totals, RunTotals.Selection selection, double seconds)
      implements Evidence {
    @Override
    public ArrivalCounts arrivals() {
      return totals.arrivals(selection);
    }

    @Override
    public RequestCounts requests() {
      return totals.counts(selection);
    }

    @Override
    public Sample sample(TimedMetric metric) {
      return totals.sample(metric, selection);
    }
  }

  /// The same, of a run that goes on, without the batches that its end will divide it into.
  record SoFar(Whole whole) implements Evidence {
    @Override
    public ArrivalCounts arrivals() {
      return whole.arrivals();
    }

    @Override
    public RequestCounts requests() {
      return whole.requests();
    }

    @Override
    public Sample sample(TimedMetric metric) {
      return new Sample(whole.totals().whole(metric, whole.selection()), List.of());
    }

    @Override
    public double seconds() {
      return whole.seconds();
    }
  }
}
