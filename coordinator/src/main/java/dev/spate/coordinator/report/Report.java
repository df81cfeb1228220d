package dev.spate.coordinator.report;

import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The report of a run: the one native result, of which every format is a transformation. The names
/// are those of `report.json`; times are seconds; what is unknown is null. The timeline is not in
/// it, since it grows with the run: it is beside it, row by row.
///
/// @param metrics outside warm-up, by name
/// @param requests one row a phase and request, outside warm-up
/// @param groups likewise of groups of requests, each timed as a whole
/// @param workers one row each, in the order in which they came
/// @param deals each time that lanes went from one worker to another
/// @param remarks what a reader should know and what does not touch the verdict
/// @param errorSamples how answers that failed began, where the plan wants to know
/// @param once what happened once, before and after the traffic, and is in nothing else here
/// @param phases of the plan, in its order
public record Report(
    String format,
    Run run,
    Verdict verdict,
    List<ThresholdResult> thresholds,
    LedgerEntry ledger,
    Throughput throughput,
    Map<String, MetricSummary> metrics,
    List<RequestRow> requests,
    List<GroupRow> groups,
    List<WorkerRow> workers,
    List<DealRow> deals,
    Environment environment,
    List<Remark> remarks,
    List<ErrorSample> errorSamples,
    List<OnceRow> once,
    List<PhaseRow> phases) {
  /// The name and version of the format.
  public static final String FORMAT = "spate-report/1";

  public Report {
    thresholds = List.copyOf(thresholds);
    metrics = ordered(metrics);
    requests = List.copyOf(requests);
    groups = groups == null ? List.of() : List.copyOf(groups); // reports of before groups were
    workers = List.copyOf(workers);
    deals = List.copyOf(deals);
    remarks = List.copyOf(remarks);
    errorSamples = List.copyOf(errorSamples);
    once = once == null ? List.of() : List.copyOf(once); // likewise
    phases = phases == null ? List.of() : List.copyOf(phases); // likewise
  }

  /// When a phase of the plan is, in seconds of the schedule.
  public record PhaseRow(String name, double beginsAt, double endsAt, boolean warmup) {
    /// All of a plan, in its order.
    static List<PhaseRow> of(Plan plan) {
      List<PhaseRow> rows = new ArrayList<>();
      for (int index = 0; index < plan.phases().size(); index++) {
        rows.add(
            new PhaseRow(
                plan.phases().get(index).name(),
                plan.beginsNs(index) / 1e9,
                plan.endsNs(index) / 1e9,
                plan.phases().get(index).warmup()));
      }
      return rows;
    }
  }

  private static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// @param startedAt when arrival 0 was due, RFC 3339; null where the run did not start
  /// @param durationSeconds how long the schedule was followed
  /// @param plannedSeconds how long the plan is
  /// @param measuredSeconds how much of the duration is outside warm-up
  /// @param seed a decimal number, as text: JavaScript would round it
  /// @param target the URL that relative paths start from
  /// @param ending `completed`, `stopped`, `not_started`, `refused`, `before_run_failed`,
  ///   `running`, or `unknown` where the journal ends before the run does
  /// @param detail a sentence where it did not run to its end, else empty
  public record Run(
      String id,
      String name,
      @Nullable String startedAt,
      double durationSeconds,
      String spateVersion,
      Map<String, String> tags,
      double plannedSeconds,
      double measuredSeconds,
      String seed,
      String target,
      String ending,
      String detail) {
    public Run {
      tags = ordered(tags);
    }
  }

  /// @param metric with its selectors
  /// @param passed whether it was decided and holds
  /// @param observed seconds, a part, a second, or a number; null where there was nothing
  /// @param limit in the same unit
  /// @param censored whether the observed is only a lower bound
  /// @param reliable false for a percentile of too few durations
  /// @param decided false where nothing was measured, or too little, or only a lower bound that
  ///   settles nothing
  /// @param window how long its windows are; null where it is about the whole run
  /// @param worstAt where the worst window ended, since arrival 0: that is the observed one; null
  ///   without any
  /// @param aborted whether it ended the run
  public record ThresholdResult(
      String metric,
      String expression,
      boolean passed,
      @Nullable Double observed,
      double limit,
      boolean censored,
      boolean reliable,
      boolean decided,
      @Nullable Double window,
      @Nullable Double worstAt,
      boolean aborted) {}

  /// @param balanced whether every arrival and request has exactly one account
  public record LedgerEntry(Arrivals arrivals, Requests requests, boolean balanced) {}

  /// @param begun how many of the planned were
  /// @param repeated begun by a worker that did not know that its lanes were another's by then; not
  ///   planned, and in no account
  public record Arrivals(
      long planned,
      long completed,
      long interrupted,
      long dropped,
      long missed,
      long lost,
      long begun,
      long repeated) {}

  /// @param retried sent again once because a kept-alive connection had gone stale
  public record Requests(
      long started, long succeeded, long failed, long timedOut, long unanswered, long retried) {
    long notSucceeded() {
      return failed + timedOut + unanswered;
    }
  }

  /// Outside warm-up.
  ///
  /// @param bytesReceived on the wire, head and body, without TLS
  /// @param bytesSent likewise
  public record Throughput(
      double plannedPerSecond,
      double offeredPerSecond,
      double requestsPerSecond,
      long bytesReceived,
      long bytesSent) {}

  /// @param count with the censored ones, which stand at their lower bounds
  /// @param saturated above one hour, standing at its end
  /// @param percentiles by percent: `50`, `75`, `90`, `95`, `99`, `99.9`, `99.99`; empty without
  ///   durations
  public record MetricSummary(
      String unit,
      long count,
      @Nullable Double min,
      @Nullable Double mean,
      @Nullable Double stddev,
      @Nullable Double max,
      long censored,
      long saturated,
      Map<String, Percentile> percentiles) {
    public MetricSummary {
      percentiles = ordered(percentiles);
    }
  }

  /// @param value the percentile, or its lower bound
  /// @param low lower end of its 95 % confidence interval
  /// @param high upper end; null where it is unbounded
  /// @param censored whether the value is only a lower bound
  /// @param reliable false where fewer than five effective durations lie above it: not to be shown
  ///   as a number
  /// @param effectiveCount how many independent durations would be as sure
  public record Percentile(
      double value,
      @Nullable Double low,
      @Nullable Double high,
      boolean censored,
      boolean reliable,
      @Nullable Double effectiveCount) {}

  /// @param statuses how often which status came
  /// @param errors failures and time-outs by cause
  /// @param tags of the plan
  public record RequestRow(
      String name,
      String phase,
      long started,
      long succeeded,
      long failed,
      long timedOut,
      long unanswered,
      long retried,
      double perSecond,
      long bytesReceived,
      long bytesSent,
      Map<String, MetricSummary> metrics,
      Map<String, Long> statuses,
      Map<String, Long> errors,
      Map<String, String> tags) {
    public RequestRow {
      tags = tags == null ? Map.of() : ordered(tags); // reports of before tags were
      metrics = ordered(metrics);
      statuses = ordered(statuses);
      errors = ordered(errors);
    }

    long notSucceeded() {
      return failed + timedOut + unanswered;
    }
  }

  /// Steps of a flow as a whole, think times included.
  ///
  /// @param metrics `response_time` and `response_time_succeeded`: from when its first step was due
  ///   to the end of its last one
  /// @param errors how the first of its requests failed that did, by cause
  public record GroupRow(
      String name,
      String phase,
      long started,
      long succeeded,
      long failed,
      long timedOut,
      long unanswered,
      double perSecond,
      Map<String, MetricSummary> metrics,
      Map<String, Long> errors) {
    public GroupRow {
      metrics = ordered(metrics);
      errors = ordered(errors);
    }

    long notSucceeded() {
      return failed + timedOut + unanswered;
    }
  }

  /// @param state `running`, `finished`, `lost` or `left`
  /// @param offered arrivals begun
  /// @param requests started
  /// @param state `running`, `finished`, `lost` or `left`
  /// @param lanes that it has, or had when it last had any
  /// @param lost arrivals that died with it
  /// @param joinedAt since when it had a part, since arrival 0; 0 for those that it started with
  /// @param endedAt finished or left: until when it followed its schedule; lost: when that was
  ///   noticed; null while it runs
  /// @param why a sentence where it did not finish, else empty
  /// @param returnedAt when one that was lost was back to say what it had done; else null
  /// @param repeated arrivals that it began at lanes that were another's by then; not in `offered`
  /// @param scheduleLagP99 null where nothing was begun outside warm-up
  /// @param p50 of its response times outside warm-up
  /// @param cpu processor seconds a second, outside warm-up
  /// @param loopCpu the share of a processor that its busiest event loop used, outside warm-up
  /// @param clockOffset its wall clock minus the coordinator's
  /// @param startUncertainty how far its arrival 0 may be from the coordinator's
  /// @param lastHeard until when its reports reach, since arrival 0
  /// @param loopPauseMax the longest that an event loop came back later than it meant to
  /// @param safepointTime how long its JVM stood still for something else than garbage collection,
  ///   outside warm-up
  /// @param cpuWait the share of the time that the event loop that waited most was runnable and had
  ///   no processor, outside warm-up
  /// @param steal the share of its machine's processor time that the host gave to others, outside
  ///   warm-up
  /// @param inFlightMean requests under way from their intended start, integrated, over the seconds
  ///   of its reports
  /// @param littlesLawDeviation by which part the integral and the response times differ
  public record WorkerRow(
      String id,
      String host,
      int lanes,
      String state,
      long offered,
      @Nullable Double scheduleLagP99,
      double cpu,
      double gcPauseMax,
      double clockOffset,
      double startUncertainty,
      double loopCpu,
      long requests,
      long lost,
      @Nullable Double p50,
      @Nullable Double p99,
      double lastHeard,
      int cores,
      int weight,
      String version,
      String transport,
      double loopPauseMax,
      double safepointTime,
      double cpuWait,
      double steal,
      double inFlightMean,
      double littlesLawDeviation,
      double joinedAt,
      @Nullable Double endedAt,
      String why,
      @Nullable Double returnedAt,
      long repeated) {}

  /// Lanes that went from one worker to another.
  ///
  /// @param deal its number, 1 or more
  /// @param at about when it was made, since arrival 0
  /// @param from when it began to count: what was due before stayed with whoever had the lane
  /// @param phase that the instant lies in
  /// @param arrival number of the first arrival of that phase that is due then or later; null where
  ///   they have no common order (Poisson), or come when users are free
  /// @param lost workers whose lanes it dealt to others because they were lost
  /// @param joined workers that it gave their first lanes
  /// @param left workers whose lanes it dealt to others because they wanted to leave
  /// @param lanesMoved how many lanes went from one to another
  /// @param workers how many had lanes from then on
  /// @param onPlanAt when the first second after it began in which at least 99 % of what was
  ///   planned was offered; null where there was none
  public record DealRow(
      int deal,
      double at,
      double from,
      String phase,
      @Nullable Long arrival,
      List<String> lost,
      List<String> joined,
      List<String> left,
      int lanesMoved,
      int workers,
      @Nullable Double onPlanAt) {
    public DealRow {
      lost = List.copyOf(lost);
      joined = List.copyOf(joined);
      left = List.copyOf(left);
    }
  }

  /// The different ones of all workers, with commas between them.
  public record Environment(String transport, String idle, String jvm, String os) {}

  /// The beginning of an answer that failed.
  ///
  /// @param outcome what it counts as
  /// @param status 0 where it was malformed
  /// @param at when it came, since arrival 0
  /// @param worker who got it
  /// @param text as it came, the values of headers that carry secrets masked
  public record ErrorSample(
      String request, String outcome, int status, double at, String worker, String text) {}

  /// What happened once, on one worker.
  ///
  /// @param part `beforeRun` or `afterRun`
  /// @param worker empty where nobody was left
  /// @param requests that were sent for it
  /// @param seconds that it took
  /// @param problem a sentence; empty where it came to its end
  public record OnceRow(String part, String worker, int requests, double seconds, String problem) {}

  /// @param code for scripts
  /// @param message for people
  public record Remark(String code, String message) {}
}
