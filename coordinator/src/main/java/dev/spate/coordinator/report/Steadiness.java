package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.ReplayLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Whether what a phase of constant load measured is one thing from its beginning to its end: a
/// warm-up that the plan does not state ([Mser]), and a drift ([Trend]). Nothing is cut by itself;
/// it is said.
final class Steadiness {
  /// Of the mean response time: a beginning that differs less is none to talk about.
  private static final double LEAST_WARMUP = 0.10;

  /// By how many standard errors a beginning has to differ from what a rest of equal length would.
  private static final double LEAST_ERRORS = 4;

  private static final double ALPHA = 0.01;

  /// Of the percentile over the phase.
  private static final double LEAST_DRIFT = 0.05;

  private static final int LEAST_BATCHES = 10;

  /// Above the percentile, in each batch.
  private static final double LEAST_ABOVE = 5;

  private final RunState run;
  private final List<Report.Remark> remarks = new ArrayList<>();

  Steadiness(RunState run) {
    this.run = run;
  }

  /// What there is to say, phase by phase.
  List<Report.Remark> remarks() {
    for (int phase = 0; phase < run.plan().phases().size(); phase++) {
      Phase planned = run.plan().phases().get(phase);
      if (!planned.warmup() && constant(planned)) {
        drifts(phase, planned.name(), warmup(phase, planned.name()));
      }
    }
    return remarks;
  }

  private static boolean constant(Phase phase) {
    return switch (phase.load()) {
      case OpenLoad open -> open.from().equals(open.to());
      case ClosedLoad closed -> closed.users() == closed.rampTo();
      case ReplayLoad _ -> false;
    };
  }

  /// @return how many seconds of the phase look like one
  private int warmup(int phase, String name) {
    double[] means = run.totals().secondMeans(phase).all();
    int cut = Mser.cut(means);
    if (cut <= 0) {
      return 0;
    }
    double beginning = Arrays.stream(means, 0, cut).average().orElse(0);
    double[] rest = Arrays.copyOfRange(means, cut, means.length);
    double usual = Arrays.stream(rest).average().orElse(0);
    double variance =
        Arrays.stream(rest).map(mean -> (mean - usual) * (mean - usual)).sum() / (rest.length - 1);
    double difference = beginning - usual;
    if (difference < LEAST_WARMUP * usual
        || difference < LEAST_ERRORS * Math.sqrt(variance / cut)) {
      return 0;
    }
    add(
        "WARMUP_FOUND",
        "The first %d s of %s look like warm-up: their mean response time is %s, that of the rest %s. A phase before it with warmup: true keeps such seconds out of the figures."
            .formatted(cut, name, Figures.time(beginning), Figures.time(usual)));
    return cut;
  }

  /// @param from how many seconds of the phase are left out
  private void drifts(int phase, String name, int from) {
    List<LatencySum> batches =
        run.totals()
            .sample(
                TimedMetric.RESPONSE_TIME,
                new RunTotals.Selection(each -> each == phase, _ -> true))
            .batches();
    int first = from == 0 ? 0 : run.clock().batch(phase, run.clock().firstSlot(phase) + from) + 1;
    List<LatencySum> steady = batches.subList(Math.min(first, batches.size()), batches.size());
    drifts(steady, 50, name);
    drifts(steady, 99, name);
  }

  private void drifts(List<LatencySum> batches, int percent, String name) {
    OptionalDouble drift = drift(batches, percent);
    if (drift.isPresent()) {
      add(
          "DRIFT",
          "In %s the p%d %s by %s from beginning to end: it is no steady state, and a longer run would have another p%d."
              .formatted(
                  name,
                  percent,
                  drift.getAsDouble() > 0 ? "rose" : "fell",
                  Figures.part(Math.abs(drift.getAsDouble())),
                  percent));
    }
  }

  /// By which part a percentile rose (or fell, below 0) over successive batches; empty where that
  /// is nothing to talk about, or nobody can say.
  static OptionalDouble drift(List<LatencySum> batches, int percent) {
    boolean enough =
        batches.size() >= LEAST_BATCHES
            && batches.stream()
                .allMatch(batch -> batch.count() * (1 - percent / 100.0) >= LEAST_ABOVE);
    if (!enough) {
      return OptionalDouble.empty();
    }
    Trend trend =
        Trend.of(batches.stream().mapToDouble(batch -> batch.secondsAt(percent)).toArray());
    boolean drifts = trend.pValue() < ALPHA && Math.abs(trend.change()) >= LEAST_DRIFT;
    return drifts ? OptionalDouble.of(trend.change()) : OptionalDouble.empty();
  }

  private void add(String code, String message) {
    remarks.add(new Report.Remark(code, message));
  }
}
