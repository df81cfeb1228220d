package dev.spate.coordinator.report;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.Report.Percentile;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.Distribution;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Ledger;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import dev.spate.plan.DueTimes;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes down what a fold knows.
final class ReportBuilder {
  private static final double[] PERCENTS = {50, 75, 90, 95, 99, 99.9, 99.99};

  private final RunState run;
  private final RunTotals totals;

  ReportBuilder(RunState run) {
    this.run = run;
    this.totals = run.totals();
  }

  Report build() {
    Thresholds thresholds = new Thresholds(run);
    return new Report(
        Report.FORMAT,
        run(),
        new VerdictRules(run, thresholds).verdict(),
        thresholds.results(),
        ledger(),
        throughput(),
        metrics(),
        requests(),
        groups(),
        run.workers().stream().map(ReportBuilder::worker).toList(),
        deals(),
        environment(),
        new Remarks(run).all(),
        run.errorSamples(),
        run.once().stream().map(ReportBuilder::once).toList(),
        Report.PhaseRow.of(run.plan()));
  }

  private Report.Run run() {
    Plan plan = run.plan();
    RunEvent.Started started = run.started();
    RunEvent.Closed closed = run.closed();
    return new Report.Run(
        run.opened().run(),
        plan.name(),
        started == null ? null : text(started.at()),
        run.scheduleEndNs() / 1e9,
        run.opened().version(),
        new TreeMap<>(run.opened().tags()),
        plan.durationNs() / 1e9,
        run.seconds(run.measured()),
        Long.toString(plan.seed()),
        plan.target().url(),
        ending(),
        closed == null ? "" : closed.detail());
  }

  private String ending() {
    RunEvent.Closed closed = run.closed();
    if (closed == null) {
      return run.cut() ? "unknown" : "running";
    }
    return closed.ending().name().toLowerCase(Locale.ROOT);
  }

  private static String text(Instant instant) {
    return instant.toString();
  }

  private static Report.OnceRow once(RunEvent.WentThrough went) {
    return new Report.OnceRow(
        went.part().key(), went.worker(), went.requests(), went.tookNs() / 1e9, went.problem());
  }

  Report.LedgerEntry ledger() {
    Ledger ledger = totals.ledger();
    ArrivalCounts arrivals = ledger.arrivals();
    RequestCounts requests = ledger.requests();
    return new Report.LedgerEntry(
        new Report.Arrivals(
            arrivals.planned(),
            arrivals.completed(),
            arrivals.interrupted(),
            arrivals.dropped(),
            arrivals.missed(),
            arrivals.lost(),
            arrivals.begun(),
            run.workers().stream().mapToLong(WorkerFold::repeated).sum()),
        new Report.Requests(
            requests.started(),
            requests.succeeded(),
            requests.failed(),
            requests.timedOut(),
            requests.unanswered(),
            totals.ends().retried()),
        run.balanced());
  }

  private Report.Throughput throughput() {
    ArrivalCounts arrivals = totals.arrivals(run.measured());
    RequestTotals requests = totals.requests(run.measured());
    double seconds = run.seconds(run.measured());
    return new Report.Throughput(
        perSecond(arrivals.planned(), seconds),
        perSecond(arrivals.begun(), seconds),
        perSecond(requests.counts().started(), seconds),
        requests.bytesReceived(),
        requests.bytesSent());
  }

  private static double perSecond(long count, double seconds) {
    return seconds == 0 ? 0 : count / seconds;
  }

  private Map<String, Report.MetricSummary> metrics() {
    return summaries(run.measured(), List.of(TimedMetric.values()));
  }

  private Map<String, Report.MetricSummary> summaries(
      RunTotals.Selection selection, List<TimedMetric> metrics) {
    Map<String, Report.MetricSummary> summaries = new LinkedHashMap<>();
    for (TimedMetric metric : metrics) {
      summaries.put(metric.id(), summary(totals.sample(metric, selection)));
    }
    return summaries;
  }

  static Report.MetricSummary summary(Sample sample) {
    Distribution whole = sample.whole();
    LatencySum all = whole.all();
    boolean any = whole.count() > 0;
    Map<String, Percentile> percentiles = new LinkedHashMap<>();
    for (double percent : PERCENTS) {
      if (any) {
        percentiles.put(name(percent), percentile(Estimate.of(sample, percent)));
      }
    }
    return new Report.MetricSummary(
        "s",
        whole.count(),
        any ? all.minSeconds() : null,
        any ? all.meanSeconds() : null,
        any ? all.stddevSeconds() : null,
        any ? all.maxSeconds() : null,
        whole.censoredCount(),
        all.saturated(),
        percentiles);
  }

  /// `50`, `99.9`.
  private static String name(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }

  private static Percentile percentile(Estimate estimate) {
    return new Percentile(
        estimate.value().seconds(),
        estimate.lowSeconds(),
        estimate.highSeconds(),
        estimate.value().censored(),
        estimate.reliable(),
        estimate.effective());
  }

  private List<Report.RequestRow> requests() {
    List<Report.RequestRow> rows = new ArrayList<>();
    totals
        .rows()
        .forEach((key, row) -> {
          if (!key.group() && !run.clock().warmup(key.phase())) {
            rows.add(request(key, row.sum()));
          }
        });
    return rows;
  }

  private List<Report.GroupRow> groups() {
    List<Report.GroupRow> rows = new ArrayList<>();
    totals
        .rows()
        .forEach((key, row) -> {
          if (key.group() && !run.clock().warmup(key.phase())) {
            rows.add(group(key, row.sum()));
          }
        });
    return rows;
  }

  private Report.GroupRow group(RequestKey key, RequestTotals sum) {
    RequestCounts counts = sum.counts();
    return new Report.GroupRow(
        run.plan().groupNames().get(key.request()),
        run.plan().phases().get(key.phase()).name(),
        counts.started(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.unanswered(),
        perSecond(counts.started(), run.clock().seconds(key.phase(), run.scheduleEndNs())),
        summaries(
            selection(key),
            List.of(TimedMetric.RESPONSE_TIME, TimedMetric.SUCCEEDED_RESPONSE_TIME)),
        Errors.of(sum.outcomes()));
  }

  private static RunTotals.Selection selection(RequestKey key) {
    return new RunTotals.Selection(
        phase -> phase == key.phase(), name -> name == key.request(), key.group());
  }

  private Report.RequestRow request(RequestKey key, RequestTotals sum) {
    RequestCounts counts = sum.counts();
    List<TimedMetric> metrics =
        List.of(TimedMetric.values()).stream().filter(TimedMetric::ofRequests).toList();
    return new Report.RequestRow(
        run.plan().requestNames().get(key.request()),
        run.plan().phases().get(key.phase()).name(),
        counts.started(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.unanswered(),
        sum.retried(),
        perSecond(counts.started(), run.clock().seconds(key.phase(), run.scheduleEndNs())),
        sum.bytesReceived(),
        sum.bytesSent(),
        summaries(selection(key), metrics),
        statuses(sum),
        Errors.of(sum.outcomes()),
        run.plan().tagsOf(run.plan().requestNames().get(key.request())).byKey());
  }

  private static Map<String, Long> statuses(RequestTotals sum) {
    Map<String, Long> statuses = new LinkedHashMap<>();
    sum.statuses().forEach((status, count) -> statuses.put(Integer.toString(status), count));
    return statuses;
  }

  static Report.WorkerRow worker(WorkerFold worker) {
    WorkerDescription description = worker.share().worker();
    WorkerHealthFold health = worker.health();
    return new Report.WorkerRow(
        description.id(),
        description.host(),
        worker.holdings().count(),
        worker.state(),
        worker.offered(),
        at(health.scheduleLag(), 99),
        health.cpu(),
        health.longestPauseNs() / 1e9,
        worker.share().clockOffsetNs() / 1e9,
        worker.share().startUncertaintyNs() / 1e9,
        health.loopCpu(),
        worker.started(),
        worker.lost(),
        at(worker.responseTime(), 50),
        at(worker.responseTime(), 99),
        worker.untilNs() / 1e9,
        description.cores(),
        description.weight(),
        description.version(),
        description.transport(),
        health.longestLoopPauseNs() / 1e9,
        health.safepointSeconds(),
        health.cpuWait(),
        health.steal(),
        worker.littlesLaw().meanInFlight(worker.untilNs() / 1e9),
        worker.littlesLaw().whole().deviation(),
        worker.joinedNs() / 1e9,
        worker.ended() ? Double.valueOf(worker.endNs() / 1e9) : null,
        worker.why(),
        worker.returnedNs() < 0 ? null : Double.valueOf(worker.returnedNs() / 1e9),
        worker.repeated());
  }

  List<Report.DealRow> deals() {
    return run.deals().stream().map(this::deal).toList();
  }

  private Report.DealRow deal(Deals.Deal deal) {
    int phase = run.clock().at(deal.fromNs());
    Deals.Reason reason = deal.reason();
    Integer onPlan = deal.onPlanSlot();
    return new Report.DealRow(
        deal.number(),
        reason.atNs() / 1e9,
        deal.fromNs() / 1e9,
        run.plan().phases().get(phase).name(),
        arrival(phase, deal.fromNs()),
        reason.lost(),
        reason.joined(),
        reason.left(),
        reason.lanesMoved(),
        reason.workers(),
        onPlan == null ? null : Double.valueOf(onPlan));
  }

  private @Nullable Long arrival(int phase, long ns) {
    return PlannedArrivals.of(run.plan(), phase) instanceof PlannedArrivals.Ordered(DueTimes times)
        ? Long.valueOf(times.arrivalsBefore(ns - run.clock().beginsNs(phase)))
        : null;
  }

  private static @Nullable Double at(LatencySum times, double percent) {
    return times.count() == 0 ? null : times.secondsAt(percent);
  }

  private Report.Environment environment() {
    return new Report.Environment(
        distinct(WorkerDescription::transport),
        distinct(WorkerDescription::idle),
        distinct(WorkerDescription::jvm),
        distinct(WorkerDescription::os));
  }

  private String distinct(Function<WorkerDescription, String> property) {
    return run.workers().stream()
        .map(worker -> property.apply(worker.share().worker()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
