package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.ThresholdResult;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestCounts;
import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.Threshold.Statistic.Percentile;
import dev.spate.plan.Threshold.Statistic.Simple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds the plan's thresholds against the whole run, warm-up left out unless a threshold names a
/// warm-up phase.
final class Thresholds {
  private final RunState run;

  Thresholds(RunState run) {
    this.run = run;
  }

  /// What a threshold is held against.
  ///
  /// @param value null where there is nothing to hold it against
  /// @param censored whether the value is only a lower bound
  /// @param reliable false for a percentile of too few durations
  /// @param effective how many independent durations it is worth, where it is a percentile
  record Observed(
      @Nullable Double value, boolean censored, boolean reliable, @Nullable Double effective) {
    static final Observed NOTHING = new Observed(null, false, true, null);

    static Observed exactly(double value) {
      return new Observed(value, false, true, null);
    }

    /// A part of a whole; nothing where the whole is nothing.
    static Observed part(long part, long whole) {
      return whole == 0 ? NOTHING : exactly((double) part / whole);
    }
  }

  List<ThresholdResult> results() {
    return run.plan().thresholds().stream().map(this::result).toList();
  }

  private ThresholdResult result(Threshold threshold) {
    Observed observed = observe(threshold);
    Double value = observed.value();
    boolean holds = value != null && threshold.comparison().holds(value, threshold.limit());
    return new ThresholdResult(
        threshold.subject(),
        threshold.expression(),
        holds && decided(threshold, observed),
        value,
        threshold.limit(),
        observed.censored(),
        observed.reliable(),
        decided(threshold, observed));
  }

  /// Whether the question can be answered. A lower bound answers it where even the bound is too
  /// long for an upper limit, however few they are: this run did have them.
  static boolean decided(Threshold threshold, Observed observed) {
    Double value = observed.value();
    if (value == null) {
      return false;
    }
    boolean holds = threshold.comparison().holds(value, threshold.limit());
    if (!observed.censored()) {
      return observed.reliable();
    }
    return switch (threshold.comparison()) {
      case LESS, AT_MOST -> !holds;
      case GREATER, AT_LEAST -> holds && observed.reliable();
    };
  }

  Observed observe(Threshold threshold) {
    RunTotals.Selection selection = selection(threshold);
    return switch (threshold.metric().kind()) {
      case TIME -> time(threshold, selection);
      case THROUGHPUT -> throughput(threshold, selection);
      case PART -> part(threshold, selection);
    };
  }

  private RunTotals.Selection selection(Threshold threshold) {
    int phase = run.plan().phases().stream().map(p -> p.name()).toList().indexOf(threshold.phase());
    int request = run.plan().requestNames().indexOf(threshold.request());
    return new RunTotals.Selection(
        threshold.phase().isEmpty() ? run.measured().phases() : p -> p == phase,
        threshold.request().isEmpty() ? _ -> true : r -> r == request);
  }

  private Observed time(Threshold threshold, RunTotals.Selection selection) {
    TimedMetric metric = TimedMetric.of(threshold.metric());
    if (!metric.ofRequests() && !threshold.request().isEmpty()) {
      return Observed.NOTHING;
    }
    Sample sample = run.totals().sample(metric, selection);
    Distribution whole = sample.whole();
    if (threshold.statistic() == Simple.COUNT) {
      return Observed.exactly((double) whole.count());
    }
    if (whole.count() == 0) {
      return Observed.NOTHING;
    }
    return switch (threshold.statistic()) {
      case Percentile(double percent) -> percentile(sample, percent);
      case Simple simple -> moment(whole, simple);
    };
  }

  private static Observed percentile(Sample sample, double percent) {
    Estimate estimate = Estimate.of(sample, percent);
    return new Observed(
        estimate.value().seconds(),
        estimate.value().censored(),
        estimate.reliable() || percent == 100,
        estimate.effective());
  }

  private static Observed moment(Distribution whole, Simple statistic) {
    LatencySum all = whole.all();
    boolean censored = whole.censoredCount() > 0;
    return switch (statistic) {
      case AVG -> new Observed(all.meanSeconds(), censored, true, null);
      case MIN -> new Observed(all.minSeconds(), whole.at(0).censored(), true, null);
      case MAX -> new Observed(all.maxSeconds(), whole.at(100).censored(), true, null);
      case COUNT, RATE -> Observed.NOTHING;
    };
  }

  private Observed throughput(Threshold threshold, RunTotals.Selection selection) {
    long started = run.totals().requests(selection).counts().started();
    if (threshold.statistic() == Simple.COUNT) {
      return Observed.exactly((double) started);
    }
    double seconds = run.seconds(selection);
    return seconds == 0 ? Observed.NOTHING : Observed.exactly(started / seconds);
  }

  private Observed part(Threshold threshold, RunTotals.Selection selection) {
    if (threshold.metric() == Metric.FAILED) {
      RequestCounts counts = run.totals().requests(selection).counts();
      long failed = counts.failed() + counts.timedOut() + counts.unanswered();
      return partOrCount(threshold.statistic(), failed, counts.started());
    }
    if (!threshold.request().isEmpty()) {
      return Observed.NOTHING; // An arrival is a flow, not one of its requests.
    }
    ArrivalCounts counts = run.totals().arrivals(selection);
    return partOrCount(
        threshold.statistic(), arrivals(threshold.metric(), counts), counts.planned());
  }

  private static long arrivals(Metric metric, ArrivalCounts counts) {
    return switch (metric) {
      case OFFERED -> counts.begun();
      case DROPPED -> counts.dropped();
      case MISSED -> counts.missed();
      case LOST -> counts.lost();
      case RESPONSE_TIME,
          SERVICE_TIME,
          SCHEDULE_LAG,
          CONNECT_TIME,
          TLS_TIME,
          FIRST_BYTE,
          REQUESTS,
          FAILED ->
          throw new IllegalArgumentException(metric.id() + " is not about arrivals");
    };
  }

  private static Observed partOrCount(Statistic statistic, long part, long whole) {
    return statistic == Simple.COUNT ? Observed.exactly((double) part) : Observed.part(part, whole);
  }
}
