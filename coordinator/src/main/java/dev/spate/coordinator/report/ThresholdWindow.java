package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest seconds that a threshold with a window is about, and the worst window so far. Judged
/// are windows of seconds that follow each other and lie wholly in what the threshold selects. Of a
/// percentile a window knows only how many durations it has, and not how much they depend on each
/// other: a jump within a window is what it looks for.
final class ThresholdWindow implements Evidence {
  private final Threshold threshold;
  private final RunTotals.Selection selection;
  private final ArrayDeque<Second> seconds = new ArrayDeque<>();
  private Observed worst = Observed.NOTHING;
  private int worstSlot = -1;

  /// @param times of the threshold's metric, empty where it is not about a time
  private record Second(
      ArrivalCounts arrivals, RequestCounts requests, Latencies times, Latencies censored) {}

  ThresholdWindow(Threshold threshold, RunTotals.Selection selection) {
    this.threshold = threshold;
    this.selection = selection;
  }

  /// Takes the next slot, which lies wholly in what is selected.
  ///
  /// @return what the window that ends with it amounts to; null where it is not full
  @Nullable Observed add(SlotTotals slot) {
    if (seconds.size() == threshold.windowSlots()) {
      seconds.removeFirst();
    }
    seconds.addLast(second(slot));
    if (seconds.size() < threshold.windowSlots()) {
      return null;
    }
    Observed observed = Observed.of(threshold, this);
    if (isWorse(observed)) {
      worst = observed;
      worstSlot = slot.slot();
    }
    return observed;
  }

  /// The next slot is none, or not wholly, of what is selected: the windows before it are over.
  void interrupt() {
    seconds.clear();
  }

  /// What the worst window amounts to: the farthest on the wrong side of the limit, or the nearest
  /// to it. One that decides nothing counts only where no other does.
  Observed worst() {
    return worst;
  }

  /// The last slot of the worst window; −1 without any.
  int worstSlot() {
    return worstSlot;
  }

  private boolean isWorse(Observed observed) {
    Double value = observed.value();
    Double before = worst.value();
    if (value == null || before == null) {
      return value != null;
    }
    boolean decided = observed.decided(threshold);
    if (decided != worst.decided(threshold)) {
      return decided;
    }
    return switch (threshold.comparison()) {
      case LESS, AT_MOST -> value > before;
      case GREATER, AT_LEAST -> value < before;
    };
  }

  private Second second(SlotTotals slot) {
    ArrivalCounts arrivals = ArrivalCounts.NONE;
    for (var row : slot.arrivals().entrySet()) {
      arrivals = selection.phases().test(row.getKey()) ? arrivals.plus(row.getValue()) : arrivals;
    }
    RequestTotals requests = new RequestTotals();
    slot.requests()
        .forEach((key, row) -> {
          if (selection.has(key)) {
            requests.add(row);
          }
        });
    TimedMetric metric = metric();
    LatencySum observed = new LatencySum(metric.resolution());
    LatencySum censored = new LatencySum(metric.resolution());
    if (threshold.metric().kind() == Metric.Kind.TIME) {
      if (metric == TimedMetric.RESPONSE_TIME) {
        requests.addResponseTimesTo(observed, censored);
      } else {
        metric.addTo(observed, requests);
      }
    }
    return new Second(arrivals, requests.counts(), observed.toLatencies(), censored.toLatencies());
  }

  private TimedMetric metric() {
    return threshold.metric().kind() == Metric.Kind.TIME
        ? TimedMetric.of(threshold.metric())
        : TimedMetric.RESPONSE_TIME;
  }

  @Override
  public ArrivalCounts arrivals() {
    return seconds.stream().map(Second::arrivals).reduce(ArrivalCounts.NONE, ArrivalCounts::plus);
  }

  @Override
  public RequestCounts requests() {
    return seconds.stream().map(Second::requests).reduce(RequestCounts.NONE, RequestCounts::plus);
  }

  @Override
  public Sample sample(TimedMetric metric) {
    LatencySum observed = new LatencySum(metric.resolution());
    LatencySum censored = new LatencySum(metric.resolution());
    for (Second second : seconds) {
      observed.add(second.times());
      censored.add(second.censored());
    }
    return new Sample(new Distribution(observed, censored), List.of());
  }

  @Override
  public double seconds() {
    return seconds.size();
  }
}
