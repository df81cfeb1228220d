package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Closed;
import dev.spate.coordinator.history.RunEvent.Crossing;
import dev.spate.coordinator.report.Finding.Code;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestTotals;
import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Statistic.Percentile;
import dev.spate.plan.Workers.OnLoss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What makes a run fail, and what makes it say nothing: each rule with its limit.
final class VerdictRules {
  /// The part of what was due that has to be offered.
  static final double OFFERED_LIMIT = 0.99;

  /// How far apart the workers' starts may be.
  static final double START_LIMIT_SECONDS = 0.010;

  /// So many causes are named where no request succeeded.
  private static final int MOST_CAUSES = 3;

  private final RunState run;
  private final Thresholds thresholds;
  private final List<Finding> findings = new ArrayList<>();

  VerdictRules(RunState run, Thresholds thresholds) {
    this.run = run;
    this.thresholds = thresholds;
  }

  Verdict verdict() {
    journalEnds();
    boolean ended = endedByLoss();
    if (!ended) {
      interrupted();
    }
    if (run.started() == null) {
      notStarted();
    } else {
      GeneratorRules generator = new GeneratorRules(run, findings::add);
      unbalanced();
      generator.littlesLaw();
      lost();
      boolean late = generator.lag();
      generator.cpu();
      generator.pauses();
      offered(late);
      clocks();
      for (int index = 0; index < run.plan().thresholds().size(); index++) {
        threshold(index);
      }
      nothingSucceeded();
    }
    return Finding.verdict(findings);
  }

  private void notStarted() {
    Closed closed = run.closed();
    if (closed == null) {
      return;
    }
    switch (closed.ending()) {
      case NOT_STARTED -> notStarted(Code.NOT_ENOUGH_WORKERS, closed.detail());
      case REFUSED -> notStarted(Code.WORKER_REFUSED, closed.detail());
      case BEFORE_RUN_FAILED -> notStarted(Code.BEFORE_RUN_FAILED, closed.detail());
      case COMPLETED, STOPPED -> {
        // It started, or was stopped before it could.
      }
    }
  }

  private void notStarted(Code code, String detail) {
    findings.add(Finding.of(code, detail.isEmpty() ? "The run did not start." : detail));
  }

  private void journalEnds() {
    if (run.cut()) {
      double after = run.scheduleEndNs() / 1e9;
      double planned = run.plan().durationNs() / 1e9;
      add(
          Code.JOURNAL_ENDS,
          "The journal ends before the run does: it knows %s of %s."
              .formatted(Figures.time(after), Figures.time(planned)),
          after,
          planned);
    }
  }

  /// Where the plan has it so, the first loss ends the run; one in a run that somebody stopped
  /// before does not.
  private boolean endedByLoss() {
    if (run.plan().workers().onLoss() != OnLoss.FAIL) {
      return false;
    }
    List<WorkerFold> lost =
        run.workers().stream()
            .filter(WorkerFold::gone)
            .filter(worker -> worker.endNs() <= run.slots().stopNs())
            .toList();
    if (lost.isEmpty() || run.cut()) {
      return false;
    }
    WorkerFold first = Collections.min(lost, Comparator.comparingLong(WorkerFold::endNs));
    double at = first.endNs() / 1e9;
    add(
        Code.WORKER_LOST,
        "%s was lost at %s%s, and the plan says that this ends the run (onLoss: fail)."
            .formatted(
                first.id(),
                Figures.time(at),
                first.why().isEmpty() ? "" : " (" + first.why() + ")"),
        at,
        run.plan().durationNs() / 1e9);
    return true;
  }

  private static String name(Threshold threshold) {
    String name = threshold.subject() + " " + threshold.expression();
    return threshold.windowed()
        ? name + " in every " + Figures.time(threshold.windowNs() / 1e9)
        : name;
  }

  /// Which threshold ended it, when, and by what value.
  private void aborted(Crossing crossing) {
    Threshold threshold = run.plan().thresholds().get(crossing.threshold());
    add(
        Code.THRESHOLD_ABORTED,
        "The run was ended after %s of %s by %s: observed %s %s %s (abortOnFail)."
            .formatted(
                Figures.time(run.scheduleEndNs() / 1e9),
                Figures.time(run.plan().durationNs() / 1e9),
                name(threshold),
                shown(threshold.metric(), threshold, crossing.observed()),
                threshold.windowed() ? "in the one that ended at" : "until",
                Figures.time(crossing.untilNs() / 1e9)),
        crossing.observed(),
        threshold.limit());
  }

  private void interrupted() {
    Crossing crossing = run.crossing();
    if (crossing != null) {
      aborted(crossing);
    } else if (run.stopped()) {
      double after = run.scheduleEndNs() / 1e9;
      double planned = run.plan().durationNs() / 1e9;
      add(
          Code.INTERRUPTED,
          run.started() == null
              ? "The run was stopped before it started."
              : "The run was stopped after %s of %s."
                  .formatted(Figures.time(after), Figures.time(planned)),
          after,
          planned);
    }
  }

  private void unbalanced() {
    if (run.balanced()) {
      return;
    }
    List<String> causes =
        Stream.of(
                cause(run.totals().unclosedSlots(), "slot", "with something unaccounted"),
                cause(run.slots().lateDeltas(), "report", "for a slot that had closed"),
                cause(run.slots().strayDeltas(), "report", "for a phase that the plan has not"),
                cause(run.reportsAfterGap(), "report", "after a gap in the sequence"))
            .filter(cause -> !cause.isEmpty())
            .toList();
    ArrivalCounts arrivals = run.totals().ledger().arrivals();
    long off = Math.abs(arrivals.planned() - arrivals.accounted());
    add(
        Code.LEDGER_UNBALANCED,
        "The ledger does not balance: " + String.join("; ", causes) + ".",
        (double) off,
        0.0);
  }

  private static String cause(long count, String noun, String what) {
    return count == 0 ? "" : Figures.of(count, noun) + " " + what;
  }

  private void lost() {
    ArrivalCounts arrivals = run.totals().ledger().arrivals();
    double tolerance = run.plan().workers().tolerance();
    double part = Math.max(ratio(arrivals.lost(), arrivals.planned()), lostUserTime());
    if (part > tolerance) {
      List<String> gone =
          run.workers().stream()
              .filter(worker -> worker.lost() > 0 || worker.lostLaneSeconds() > 0)
              .map(WorkerFold::id)
              .toList();
      add(
          Code.LOST,
          "%s of the planned load was lost with %s (%s); the plan tolerates %s."
              .formatted(
                  Figures.part(part),
                  Figures.of(gone.size(), "worker"),
                  String.join(", ", gone),
                  Figures.part(tolerance)),
          part,
          tolerance);
    }
  }

  /// In a closed phase a lost user plans nothing more, so what was lost with it is time.
  private double lostUserTime() {
    double planned = 0;
    double lost = 0;
    for (int phase = 0; phase < run.clock().phases(); phase++) {
      if (run.clock().closedLoad(phase)) {
        planned += run.clock().seconds(phase, run.scheduleEndNs());
      }
    }
    for (WorkerFold worker : run.workers()) {
      lost += worker.lostLaneSeconds() / run.plan().lanes();
    }
    return planned == 0 ? 0 : lost / planned;
  }

  private void offered(boolean late) {
    ArrivalCounts arrivals = run.totals().arrivals(run.measured());
    long due = arrivals.planned() - arrivals.lost();
    long offered = due - arrivals.dropped() - arrivals.missed();
    if (due == 0 || ratio(offered, due) >= OFFERED_LIMIT) {
      return;
    }
    String figures =
        "Only %s of the arrivals that were due were offered: %s dropped, %s missed."
            .formatted(
                Figures.part(ratio(offered, due)),
                Figures.count(arrivals.dropped()),
                Figures.count(arrivals.missed()));
    add(
        late ? Code.OFFERED_LOW : Code.OFFERED_LIMITED,
        figures
            + (late
                ? " The generator was late."
                : " The generator was on time: the plan's limits (maxVUs, connections) held them back."),
        ratio(offered, due),
        OFFERED_LIMIT);
  }

  private void clocks() {
    run.workers().stream()
        .filter(worker -> worker.share().startUncertaintyNs() / 1e9 > START_LIMIT_SECONDS)
        .forEach(worker ->
            add(
                Code.CLOCKS_APART,
                "The start of worker %s is known to ± %s only; the limit is %s."
                    .formatted(
                        worker.id(),
                        Figures.time(worker.share().startUncertaintyNs() / 1e9),
                        Figures.time(START_LIMIT_SECONDS)),
                worker.share().startUncertaintyNs() / 1e9,
                START_LIMIT_SECONDS));
  }

  private void threshold(int index) {
    Threshold threshold = run.plan().thresholds().get(index);
    Observed observed = thresholds.observe(index);
    Double value = observed.value();
    String name = name(threshold);
    if (value == null) {
      findings.add(Finding.of(Code.NOT_MEASURED, "Nothing was measured for " + name + "."));
    } else if (!observed.reliable() && !observed.decided(threshold)) {
      tooFew(threshold, observed.effective(), name);
    } else if (!observed.decided(threshold)) {
      add(
          Code.UNDECIDED,
          "%s cannot be decided: requests that were never answered make it ≥ %s."
              .formatted(name, shown(threshold.metric(), threshold, value)),
          value,
          threshold.limit());
    } else if (!observed.holds(threshold)) {
      add(
          Code.THRESHOLD_FAILED,
          "%s: observed %s%s."
              .formatted(
                  name,
                  observed.censored() ? "≥ " : "",
                  shown(threshold.metric(), threshold, value)),
          value,
          threshold.limit());
    }
  }

  /// A run against a port where nobody listens breaks no rule of a plan without thresholds.
  private void nothingSucceeded() {
    RequestTotals requests = run.totals().requests(run.measured());
    long started = requests.counts().started();
    if (findings.isEmpty() && started > 0 && requests.counts().succeeded() == 0) {
      String causes =
          requests.outcomes().entrySet().stream()
              .sorted(Map.Entry.<Outcome, Long>comparingByValue().reversed())
              .limit(MOST_CAUSES)
              .map(cause -> Figures.count(cause.getValue()) + " " + cause.getKey().id())
              .collect(Collectors.joining(", "));
      add(
          Code.NOTHING_SUCCEEDED,
          "Not one of %s succeeded: %s.".formatted(Figures.of(started, "request"), causes),
          0,
          1);
    }
  }

  private void tooFew(Threshold threshold, @Nullable Double effective, String name) {
    if (effective != null && threshold.statistic() instanceof Percentile(double percent)) {
      double needed = Estimate.LEAST_ABOVE / (1 - percent / 100);
      add(
          Code.TOO_FEW_SAMPLES,
          "There are too few samples to decide %s: they are worth %s independent ones, and it takes %s."
              .formatted(
                  name, Figures.count(Math.round(effective)), Figures.count(Math.round(needed))),
          effective,
          needed);
    } else {
      findings.add(
          Finding.of(Code.TOO_FEW_SAMPLES, "There are too few samples to decide " + name + "."));
    }
  }

  /// A value of a threshold in its unit.
  private static String shown(Metric metric, Threshold threshold, double value) {
    return shown(metric.kind(), threshold.statistic() == Threshold.Statistic.Simple.COUNT, value);
  }

  /// Likewise.
  static String shown(Metric.Kind kind, boolean count, double value) {
    if (count) {
      return Figures.count(Math.round(value));
    }
    return switch (kind) {
      case TIME -> Figures.time(value);
      case PART -> Figures.part(value);
      case THROUGHPUT -> Figures.rate(value);
    };
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private void add(Code code, String message, double value, double limit) {
    findings.add(new Finding(code, message, value, limit));
  }
}
