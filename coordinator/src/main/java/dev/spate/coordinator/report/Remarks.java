package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.Resolution;
import dev.spate.plan.Once;
import dev.spate.plan.Target;
import java.util.ArrayList;
import java.util.List;

/// What a reader should know and what does not touch the verdict.
final class Remarks {
  /// Medians further apart than this part, and than [#LEAST_DIFFERENCE_SECONDS], are pointed out.
  private static final double DIFFERENCE = 0.20;

  private static final double LEAST_DIFFERENCE_SECONDS = 0.001;
  private static final long LEAST_COUNT = 100;

  /// A second whose p99 is so many times the median of the run is pointed out.
  private static final double SLOW = 10;

  private final RunState run;
  private final List<Report.Remark> remarks = new ArrayList<>();

  Remarks(RunState run) {
    this.run = run;
  }

  List<Report.Remark> all() {
    differing();
    run.workers().forEach(this::unheard);
    slowestSecond();
    remarks.addAll(new Steadiness(run).remarks());
    saturated();
    retried();
    exhausted();
    unverified();
    certificates();
    afterRun();
    return remarks;
  }

  /// Percentiles come from the merged histograms, whoever measured. But workers that see different
  /// servers should be looked at.
  private void differing() {
    LatencySum all = new LatencySum(Resolution.MICROSECOND);
    run.workers().forEach(worker -> all.add(worker.responseTime()));
    run.workers().forEach(worker -> differs(worker, all.without(worker.responseTime())));
  }

  private void differs(WorkerFold worker, LatencySum others) {
    LatencySum own = worker.responseTime();
    if (own.count() < LEAST_COUNT || others.count() < LEAST_COUNT) {
      return;
    }
    double difference = Math.abs(own.secondsAt(50) - others.secondsAt(50));
    double smaller = Math.min(own.secondsAt(50), others.secondsAt(50));
    if (difference > LEAST_DIFFERENCE_SECONDS && difference > DIFFERENCE * smaller) {
      add(
          "WORKERS_DIFFER",
          "Worker %s saw a median response time of %s, the others %s: look at its network or its machine."
              .formatted(
                  worker.id(),
                  Figures.time(own.secondsAt(50)),
                  Figures.time(others.secondsAt(50))));
    }
  }

  private void unheard(WorkerFold worker) {
    if (worker.gone() && worker.unheard() > 0) {
      add(
          "LATE_REPORTS",
          "%s of worker %s came after its loss and count nowhere."
              .formatted(Figures.of(worker.unheard(), "report"), worker.id()));
    }
  }

  /// A stall is one second among many, and hardly a percentile of the whole run shows it.
  private void slowestSecond() {
    SlotRow slowest = run.slowest();
    if (slowest == null || slowest.p99() == null) {
      return;
    }
    double p99 = slowest.p99();
    double usual = run.totals().whole(TimedMetric.RESPONSE_TIME, run.measured()).at(50).seconds();
    if (p99 > LEAST_DIFFERENCE_SECONDS && p99 > SLOW * usual) {
      add(
          "SLOWEST_SECOND",
          "The slowest second was %d:%02d: its p99 was %s%s, where the median of the run is %s."
              .formatted(
                  slowest.slot() / 60,
                  slowest.slot() % 60,
                  slowest.censored() ? "≥ " : "",
                  Figures.time(p99),
                  Figures.time(usual)));
    }
  }

  private void saturated() {
    long saturated =
        run.totals().whole(TimedMetric.RESPONSE_TIME, run.measured()).all().saturated();
    if (saturated > 0) {
      add(
          "SATURATED",
          "%s took more than an hour and stand at one hour."
              .formatted(Figures.of(saturated, "request")));
    }
  }

  private void retried() {
    long retried = run.totals().requests(run.measured()).retried();
    if (retried > 0) {
      add(
          "RETRIED",
          "%s went to a kept-alive connection that the target had closed, and were sent once more."
              .formatted(Figures.of(retried, "request")));
    }
  }

  /// What a worker had not got is not the target's failure, and there is something to do about it.
  private void exhausted() {
    exhausted(
        Outcome.NO_LOCAL_PORT,
        "found no local port left on their worker: name more addresses in http.connections.sources,"
            + " widen net.ipv4.ip_local_port_range there, or let connections be kept alive.");
    exhausted(
        Outcome.NO_FILE_DESCRIPTOR,
        "found no file descriptor left in their worker: raise its limit (ulimit -n, or LimitNOFILE"
            + " of its unit), or open fewer connections (http.connections.perWorker).");
  }

  private void exhausted(Outcome outcome, String what) {
    // Warm-ups included: what ran out there is still missing afterwards.
    long count =
        run.totals()
            .requests(RunTotals.Selection.everything())
            .outcomes()
            .getOrDefault(outcome, 0L);
    if (count > 0) {
      add(outcome.name(), "%s %s".formatted(Figures.of(count, "request"), what));
    }
  }

  private void unverified() {
    if (run.plan().target().scheme() == Target.Scheme.HTTPS && run.plan().http().tls().insecure()) {
      add(
          "TLS_INSECURE",
          "The target's certificate was not verified, as the plan has it (http.tls.insecure).");
    }
  }

  private void certificates() {
    long refused =
        run.totals().requests(run.measured()).outcomes().getOrDefault(Outcome.TLS_CERTIFICATE, 0L);
    if (refused > 0) {
      add(
          "TLS_CERTIFICATE",
          ("%s failed because a certificate was not accepted, the target's here or the client's"
                  + " there. An authority of your own goes into http.tls.ca, another name of the"
                  + " target into http.tls.serverName, the client's certificate and key into"
                  + " http.tls.certificate and http.tls.key; insecure: true does not verify.")
              .formatted(Figures.of(refused, "request")));
    }
  }

  /// What was to be cleaned up may still be there.
  private void afterRun() {
    for (RunEvent.WentThrough went : run.once()) {
      if (went.part() == Once.Part.AFTER && !went.problem().isEmpty()) {
        String where = went.worker().isEmpty() ? "" : " on " + went.worker();
        add("AFTER_RUN_FAILED", "afterRun failed%s: %s.".formatted(where, went.problem()));
      }
    }
  }

  private void add(String code, String message) {
    remarks.add(new Report.Remark(code, message));
  }
}
