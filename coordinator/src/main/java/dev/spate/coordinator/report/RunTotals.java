package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Ledger;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import dev.spate.measure.WorkerHealth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// The closed slots of a run added up: by phase and request, so that any selection of them is a
/// sum. As large as the plan, however long the run is.
final class RunTotals {
  private final PhaseClock clock;
  private final List<PhaseTotals> phases = new ArrayList<>();
  private final SortedMap<RequestKey, RowTotals> rows = new TreeMap<>();
  private long unclosedSlots;

  RunTotals(PhaseClock clock) {
    this.clock = clock;
    for (int phase = 0; phase < clock.phases(); phase++) {
      phases.add(new PhaseTotals());
    }
  }

  void add(SlotTotals slot) {
    unclosedSlots += slot.closed() ? 0 : 1;
    slot.arrivals()
        .forEach((phase, counts) -> phases.get(phase).add(clock.batch(phase, slot.slot()), counts));
    slot.requests()
        .forEach((key, totals) ->
            rows.computeIfAbsent(key, _ -> new RowTotals())
                .add(clock.batch(key.phase(), slot.slot()), totals));
  }

  /// @param slot that the middle of the interval lies in
  void add(int phase, int slot, WorkerHealth health) {
    phases.get(phase).add(clock.batch(phase, slot), health);
  }

  /// The mean response time of the next second that lies in a phase alone.
  void addMean(int phase, double seconds) {
    phases.get(phase).secondMeans().add(seconds);
  }

  /// Of the seconds that lie in a phase alone.
  SecondMeans secondMeans(int phase) {
    return phases.get(phase).secondMeans();
  }

  /// Slots that had to be given up with something unaccounted.
  long unclosedSlots() {
    return unclosedSlots;
  }

  /// The accounts of the whole run, warm-up included.
  Ledger ledger() {
    return new Ledger(arrivals(Selection.everything()), counts(Selection.everything()));
  }

  SortedMap<RequestKey, RowTotals> rows() {
    return rows;
  }

  /// Which phases and requests a number is about.
  ///
  /// @param groups whether it is about groups, which `requests` then means
  record Selection(IntPredicate phases, IntPredicate requests, boolean groups) {
    /// Of requests.
    Selection(IntPredicate phases, IntPredicate requests) {
      this(phases, requests, false);
    }

    /// The whole run, warm-up included.
    static Selection everything() {
      return new Selection(_ -> true, _ -> true);
    }

    boolean has(RequestKey key) {
      return groups == key.group() && phases.test(key.phase()) && requests.test(key.request());
    }
  }

  ArrivalCounts arrivals(Selection selection) {
    ArrivalCounts sum = ArrivalCounts.NONE;
    for (int phase = 0; phase < phases.size(); phase++) {
      sum = selection.phases().test(phase) ? sum.plus(phases.get(phase).arrivals()) : sum;
    }
    return sum;
  }

  /// The accounts alone, which costs next to nothing.
  RequestCounts counts(Selection selection) {
    RequestCounts sum = RequestCounts.NONE;
    for (var row : rows.entrySet()) {
      sum = selection.has(row.getKey()) ? sum.plus(row.getValue().sum().counts()) : sum;
    }
    return sum;
  }

  /// How all requests ended, and how many were sent again.
  Ends ends() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    long retried = 0;
    for (var row : rows.entrySet()) {
      if (!row.getKey().group()) {
        RequestTotals sum = row.getValue().sum();
        sum.outcomes().forEach((end, count) -> outcomes.merge(end, count, Long::sum));
        retried += sum.retried();
      }
    }
    return new Ends(outcomes, retried);
  }

  record Ends(Map<Outcome, Long> outcomes, long retried) {}

  RequestTotals requests(Selection selection) {
    RequestTotals sum = new RequestTotals();
    rows.forEach((key, row) -> {
      if (selection.has(key)) {
        sum.add(row.sum());
      }
    });
    return sum;
  }

  /// The distribution of a metric over a selection, and its batches.
  Sample sample(TimedMetric metric, Selection selection) {
    List<Sample.Batch> batches = new ArrayList<>();
    for (int phase = 0; phase < phases.size(); phase++) {
      if (selection.phases().test(phase)) {
        PhaseTotals totals = phases.get(phase);
        double seconds = (double) clock.slots(phase) / clock.batches(phase);
        for (int batch = 0; batch < totals.batches(); batch++) {
          batches.add(new Sample.Batch(seconds, batch(metric, selection, phase, batch)));
        }
      }
    }
    return Sample.of(whole(metric, selection), batches);
  }

  /// The distribution of a metric over a selection.
  Distribution whole(TimedMetric metric, Selection selection) {
    if (metric.ofRequests()) {
      return ofRequests(metric, selection);
    }
    LatencySum sum = new LatencySum(metric.resolution());
    for (int phase = 0; phase < phases.size(); phase++) {
      if (selection.phases().test(phase)) {
        sum.add(phases.get(phase).sum(metric));
      }
    }
    return Distribution.of(sum);
  }

  private Distribution ofRequests(TimedMetric metric, Selection selection) {
    LatencySum observed = new LatencySum(metric.resolution());
    LatencySum censored = new LatencySum(metric.resolution());
    rows.forEach((key, row) -> {
      if (selection.has(key)) {
        metric.addTo(observed, censored, row.sum());
      }
    });
    return new Distribution(observed, censored);
  }

  private LatencySum batch(TimedMetric metric, Selection selection, int phase, int batch) {
    if (!metric.ofRequests()) {
      return phases.get(phase).batches(metric).at(batch);
    }
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    rows.forEach((key, row) -> {
      if (key.phase() == phase && selection.has(key)) {
        sum.add(row.batches(metric).at(batch));
      }
    });
    return sum;
  }
}
