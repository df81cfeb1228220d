package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Finding.Code;
import dev.spate.measure.LittlesLaw;
import java.util.Comparator;
import java.util.function.Consumer;

/// What makes a run say nothing because of the generator: it was late, had no moment to spare, or
/// stood still, or its own books contradict each other.
final class GeneratorRules {
  /// A schedule lag below this never matters.
  static final double LEAST_LAG_LIMIT_SECONDS = 0.001;

  /// The part of the response time that the schedule lag may be, at the same percentile.
  static final double LAG_PART = 0.10;

  /// The share of a processor that an event loop may use in closed phases.
  static final double CPU_LIMIT = 0.95;

  /// The part of the time that garbage collection pauses may take: more, and they are in the p99.
  static final double GC_LIMIT = 0.01;

  private final RunState run;
  private final Consumer<Finding> findings;

  GeneratorRules(RunState run, Consumer<Finding> findings) {
    this.run = run;
    this.findings = findings;
  }

  /// Whether it was late: then less may have been offered because of it. A few slow answers raise
  /// the p99 response time, and with it what the p99 of the lag may be; so the median is held to
  /// the same rule.
  boolean lag() {
    return late(99, "p99") || late(50, "median");
  }

  private boolean late(int percent, String name) {
    double lag = seconds(TimedMetric.SCHEDULE_LAG, percent);
    double response = seconds(TimedMetric.RESPONSE_TIME, percent);
    double limit = Math.max(LEAST_LAG_LIMIT_SECONDS, LAG_PART * response);
    if (lag <= limit) {
      return false;
    }
    WorkerFold latest =
        run.workers().stream()
            .max(
                Comparator.comparingDouble(
                    worker -> worker.health().scheduleLag().secondsAt(percent)))
            .orElseThrow();
    add(
        Code.GENERATOR_LAG,
        ("The generator was late: the %s of the schedule lag is %s, more than %s (the %s response"
                + " time is %s). %s")
            .formatted(
                name,
                Figures.time(lag),
                Figures.time(limit),
                name,
                Figures.time(response),
                LagCauses.sentence(latest, limit)),
        lag,
        limit);
    return true;
  }

  private double seconds(TimedMetric metric, int percent) {
    return run.totals().whole(metric, run.measured()).at(percent).seconds();
  }

  /// In an open phase a busy loop does no harm until it is late, and then the lag says so. In a
  /// closed phase there is no schedule to be late for: a loop without a moment to spare is what
  /// sets the pace.
  void cpu() {
    for (WorkerFold worker : run.workers()) {
      double used = worker.health().closedLoopCpu();
      if (used > CPU_LIMIT) {
        add(
            Code.GENERATOR_CPU,
            "An event loop of worker %s used %s of its processor under closed load: the pace is the generator's."
                .formatted(worker.id(), Figures.part(used)),
            used,
            CPU_LIMIT);
      }
    }
  }

  void pauses() {
    for (WorkerFold worker : run.workers()) {
      double paused = worker.health().pausedShare();
      if (paused > GC_LIMIT) {
        add(
            Code.GENERATOR_GC,
            "Worker %s stood still for garbage collection at least %s of the time, the longest pause %s."
                .formatted(
                    worker.id(),
                    Figures.part(paused),
                    Figures.time(worker.health().longestPauseNs() / 1e9)),
            paused,
            GC_LIMIT);
      }
    }
  }

  /// The mean number in flight is the rate times the mean response time. Where it is not,
  /// completions were lost or counted twice, and no percentile can be trusted.
  void littlesLaw() {
    for (WorkerFold worker : run.workers()) {
      LittlesLawFold fold = worker.littlesLaw();
      if (!fold.holds()) {
        LittlesLaw law = fold.whole().holds() ? fold.worst() : fold.whole();
        add(
            Code.LITTLES_LAW,
            ("The requests of worker %s that ended were under way for %s by the number in flight, and"
                    + " for %s by their recorded response times%s: completions were lost or counted"
                    + " twice.")
                .formatted(
                    worker.id(),
                    Figures.time(law.endedSeconds()),
                    Figures.time(law.recordedSeconds()),
                    stretch(fold)),
            law.deviation(),
            LittlesLaw.TOLERANCE);
      }
    }
  }

  private static String stretch(LittlesLawFold fold) {
    String violations = Figures.of(fold.violations(), "report");
    return fold.whole().holds()
        ? " in the worst of %s that differ".formatted(violations)
        : " in the whole run";
  }

  private void add(Code code, String message, double value, double limit) {
    findings.accept(new Finding(code, message, value, limit));
  }
}
