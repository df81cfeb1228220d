package dev.spate.coordinator.report;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestCounts;
import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.Threshold.Statistic.Percentile;
import dev.spate.plan.Threshold.Statistic.Simple;
import org.jspecify.annotations.Nullable;

/// What the limit of a threshold is compared with.
///
/// @param value null where there is nothing to hold it against
/// @param censored whether the value is only a lower bound
/// @param reliable false for a percentile of too few durations
/// @param effective how many independent durations it is worth, where it is a percentile
record Observed(
    @Nullable Double value, boolean censored, boolean reliable, @Nullable Double effective) {
  static final Observed NOTHING = new Observed(null, false, true, null);

  private static Observed exactly(double value) {
    return new Observed(value, false, true, null);
  }

  /// A part of a whole; nothing where the whole is nothing.
  private static Observed part(long part, long whole) {
    return whole == 0 ? NOTHING : exactly((double) part / whole);
  }

  /// Whether the limit is kept.
  boolean holds(Threshold threshold) {
    return value != null && threshold.comparison().holds(value, threshold.limit());
  }

  /// Whether the question can be answered. A lower bound answers it where even the bound is too
  /// long for an upper limit, however few they are: this run did have them.
  boolean decided(Threshold threshold) {
    if (value == null) {
      return false;
    }
    if (!censored) {
      return reliable;
    }
    return switch (threshold.comparison()) {
      case LESS, AT_MOST -> !holds(threshold);
      case GREATER, AT_LEAST -> holds(threshold) && reliable;
    };
  }

  /// What a threshold is held against by this evidence.
  static Observed of(Threshold threshold, Evidence evidence) {
    return switch (threshold.metric().kind()) {
      case TIME -> time(threshold, evidence);
      case THROUGHPUT -> throughput(threshold, evidence);
      case PART -> part(threshold, evidence);
    };
  }

  private static Observed time(Threshold threshold, Evidence evidence) {
    TimedMetric metric = TimedMetric.of(threshold.metric());
    if (!metric.ofRequests() && !threshold.request().isEmpty()) {
      return NOTHING;
    }
    Sample sample = evidence.sample(metric);
    Distribution whole = sample.whole();
    if (threshold.statistic() == Simple.COUNT) {
      return exactly((double) whole.count());
    }
    if (whole.count() == 0) {
      return NOTHING;
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
      case COUNT, RATE -> NOTHING;
    };
  }

  private static Observed throughput(Threshold threshold, Evidence evidence) {
    long started = evidence.requests().started();
    if (threshold.statistic() == Simple.COUNT) {
      return exactly((double) started);
    }
    return evidence.seconds() == 0 ? NOTHING : exactly(started / evidence.seconds());
  }

  private static Observed part(Threshold threshold, Evidence evidence) {
    if (threshold.metric() == Metric.FAILED) {
      RequestCounts counts = evidence.requests();
      long failed = counts.failed() + counts.timedOut() + counts.unanswered();
      return partOrCount(threshold.statistic(), failed, counts.started());
    }
    if (!threshold.request().isEmpty()) {
      return NOTHING; // An arrival is a flow, not one of its requests.
    }
    ArrivalCounts counts = evidence.arrivals();
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
    return statistic == Simple.COUNT ? exactly((double) part) : part(part, whole);
  }
}
