package dev.spate.control;

import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.wire.PlanWire;

/// [Threshold] on the wire. Metrics and comparisons go by their fixed names.
final class ThresholdCodec {
  private ThresholdCodec() {}

  static PlanWire.Threshold toWire(Threshold threshold) {
    PlanWire.Threshold.Builder wire =
        PlanWire.Threshold.newBuilder()
            .setMetric(threshold.metric().id())
            .setRequest(threshold.request())
            .setPhase(threshold.phase())
            .setComparison(threshold.comparison().symbol())
            .setLimit(threshold.limit())
            .setExpression(threshold.expression())
            .setWindowNs(threshold.windowNs())
            .setAbortOnFail(threshold.abortOnFail())
            .setDelayAbortEvalNs(threshold.delayAbortEvalNs())
            .setGroup(threshold.group())
            .setTag(threshold.tag());
    switch (threshold.statistic()) {
      case Statistic.Percentile(double percent) -> wire.setPercentilePercent(percent);
      case Statistic.Simple simple -> wire.setSimple(simple(simple));
    }
    return wire.build();
  }

  static Threshold fromWire(PlanWire.Threshold wire) {
    return new Threshold(
        Metric.named(wire.getMetric())
            .orElseThrow(
                () -> new IllegalArgumentException("no such metric: '" + wire.getMetric() + "'")),
        wire.getRequest(),
        wire.getPhase(),
        statistic(wire),
        comparison(wire.getComparison()),
        wire.getLimit(),
        wire.getExpression(),
        wire.getWindowNs(),
        wire.getAbortOnFail(),
        wire.getDelayAbortEvalNs(),
        wire.getGroup(),
        wire.getTag());
  }

  private static Statistic statistic(PlanWire.Threshold wire) {
    return switch (wire.getStatisticCase()) {
      case PERCENTILE_PERCENT -> new Statistic.Percentile(wire.getPercentilePercent());
      case SIMPLE -> simple(wire.getSimple());
      case STATISTIC_NOT_SET ->
          throw new IllegalArgumentException("a threshold without a known statistic");
    };
  }

  private static PlanWire.SimpleStatistic simple(Statistic.Simple simple) {
    return switch (simple) {
      case AVG -> PlanWire.SimpleStatistic.SIMPLE_STATISTIC_AVG;
      case MIN -> PlanWire.SimpleStatistic.SIMPLE_STATISTIC_MIN;
      case MAX -> PlanWire.SimpleStatistic.SIMPLE_STATISTIC_MAX;
      case COUNT -> PlanWire.SimpleStatistic.SIMPLE_STATISTIC_COUNT;
      case RATE -> PlanWire.SimpleStatistic.SIMPLE_STATISTIC_RATE;
    };
  }

  private static Statistic.Simple simple(PlanWire.SimpleStatistic wire) {
    return switch (wire) {
      case SIMPLE_STATISTIC_AVG -> Statistic.Simple.AVG;
      case SIMPLE_STATISTIC_MIN -> Statistic.Simple.MIN;
      case SIMPLE_STATISTIC_MAX -> Statistic.Simple.MAX;
      case SIMPLE_STATISTIC_COUNT -> Statistic.Simple.COUNT;
      case SIMPLE_STATISTIC_RATE -> Statistic.Simple.RATE;
      case SIMPLE_STATISTIC_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a threshold without a known statistic");
    };
  }

  static Comparison comparison(String symbol) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.symbol().equals(symbol)) {
        return comparison;
      }
    }
    throw new IllegalArgumentException("no such comparison: '" + symbol + "'");
  }
}
