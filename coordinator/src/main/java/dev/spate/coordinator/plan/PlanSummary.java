package dev.spate.coordinator.plan;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.RateCurve;
import dev.spate.plan.Scenario;
import dev.spate.plan.Threshold;
import dev.spate.plan.Workers;
import dev.spate.plan.Workers.OnLoss;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a plan will do, in words and numbers, before anything is sent. No header and no body is in
/// it.
///
/// @param plannedArrivals of all open phases, warm-up included; about so many where some are
///   Poisson
/// @param poisson whether some arrivals are random
/// @param peakRate the highest rate of an open phase, arrivals a second; 0 where there is none
/// @param mostUsers of a closed phase; 0 where there is none
public record PlanSummary(
    Plan plan, long plannedArrivals, boolean poisson, double peakRate, int mostUsers) {

  public static PlanSummary of(Plan plan) {
    long arrivals = 0;
    boolean poisson = false;
    double peak = 0;
    int users = 0;
    for (Phase phase : plan.phases()) {
      switch (phase.load()) {
        case OpenLoad open -> {
          arrivals = Math.addExact(arrivals, arrivals(open, phase.durationNs()));
          poisson |= open.arrivals() == OpenLoad.Arrivals.POISSON;
          peak = Math.max(peak, Math.max(open.from().perSecond(), open.to().perSecond()));
        }
        case ClosedLoad closed -> users = Math.max(users, closed.mostUsers());
      }
    }
    return new PlanSummary(plan, arrivals, poisson, peak, users);
  }

  private static long arrivals(OpenLoad open, long durationNs) {
    return new RateCurve(open.from(), open.to(), durationNs).total();
  }

  /// Lines for people, each ended.
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "plan", plan.name());
    line(text, "target", plan.target().url());
    line(text, "phases", counted(plan.phases().size(), "phase") + ", " + time(plan.durationNs()));
    for (Phase phase : plan.phases()) {
      text.append("    ").append(describe(phase)).append('\n');
    }
    line(text, "total", total());
    line(text, "scenarios", scenarios());
    line(text, "thresholds", plan.thresholds().isEmpty() ? "none" : "");
    for (Threshold threshold : plan.thresholds()) {
      text.append("    %s: %s\n".formatted(threshold.subject(), describe(threshold)));
    }
    line(text, "workers", workers(plan.workers()));
    line(text, "seed", Long.toString(plan.seed()));
    return text.toString();
  }

  private static String describe(Threshold threshold) {
    StringBuilder text = new StringBuilder(threshold.expression());
    if (threshold.windowed()) {
      text.append(" in every ").append(Durations.format(threshold.windowNs()));
    }
    if (threshold.abortOnFail()) {
      text.append(", or the run ends");
      if (threshold.delayAbortEvalNs() > 0) {
        text.append(", from ").append(Durations.format(threshold.delayAbortEvalNs())).append(" on");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append("%-11s %s".formatted(label, value).stripTrailing()).append('\n');
  }

  /// One phase: `steady: 500/s for 5m, Poisson, about 150,000 arrivals`.
  public static String describe(Phase phase) {
    return phase.name()
        + ": "
        + switch (phase.load()) {
          case OpenLoad open -> describe(open, phase);
          case ClosedLoad closed -> describe(closed, phase);
        }
        + (phase.warmup() ? ", warm-up" : "");
  }

  private static String describe(OpenLoad open, Phase phase) {
    boolean poisson = open.arrivals() == OpenLoad.Arrivals.POISSON;
    long arrivals = arrivals(open, phase.durationNs());
    return ramp(Rates.format(open.from()), Rates.format(open.to()))
        + " for "
        + time(phase.durationNs())
        + (poisson ? ", Poisson, about " : ", ")
        + counted(arrivals, "arrival")
        + ", at most "
        + grouped(phase.maxVUs())
        + " at a time"
        + (phase.onLimit() == Phase.OnLimit.DROP ? ", more are dropped" : "");
  }

  private static String describe(ClosedLoad closed, Phase phase) {
    String users = ramp(grouped(closed.users()), grouped(closed.rampTo()));
    return users
        + (closed.mostUsers() == 1 ? " user for " : " users for ")
        + time(phase.durationNs())
        + (closed.pacingNs() == 0
            ? ""
            : ", each at most one iteration in " + Durations.format(closed.pacingNs()));
  }

  private static String ramp(String from, String to) {
    return from.equals(to) ? from : from + " to " + to;
  }

  private String total() {
    StringBuilder total = new StringBuilder();
    if (peakRate > 0) {
      total.append(poisson ? "about " : "").append(counted(plannedArrivals, "arrival"));
      total.append(", peak ").append(rate(peakRate));
    }
    if (mostUsers > 0) {
      total.append(total.isEmpty() ? "" : ", ").append("up to ").append(counted(mostUsers, "user"));
    }
    return total
        .append(", then up to ")
        .append(time(plan.gracefulStopNs()))
        .append(" to finish")
        .toString();
  }

  private String scenarios() {
    long weights = plan.scenarios().stream().mapToLong(Scenario::weight).sum();
    List<Scenario> scenarios = plan.scenarios();
    return scenarios.stream()
        .map(scenario ->
            "%s %s%%"
                .formatted(
                    scenario.name(),
                    trimmed(Math.round(scenario.weight() * 1000.0 / weights) / 10.0)))
        .collect(Collectors.joining(", "));
  }

  private static String workers(Workers workers) {
    return count(workers)
        + "; "
        + onLoss(workers.onLoss())
        + "; "
        + (workers.tolerance() == 0
            ? "no arrival may be lost with them"
            : "up to "
                + trimmed(workers.tolerance() * 100)
                + "% of the arrivals may be lost with them")
        + (workers.orphanGraceNs() == Workers.DEFAULT_ORPHAN_GRACE_NS
            ? ""
            : "; " + time(workers.orphanGraceNs()) + " without a coordinator");
  }

  private static String count(Workers workers) {
    String expect =
        workers.expect() == 0 ? "all that are there" : Integer.toString(workers.expect());
    return workers.max() == 0 || workers.max() == workers.expect()
        ? expect
        : expect + ", up to " + workers.max() + " while it runs";
  }

  private static String onLoss(OnLoss onLoss) {
    return switch (onLoss) {
      case REBALANCE -> "the others take over from one that is lost";
      case CONTINUE -> "nobody takes over from one that is lost";
      case FAIL -> "the loss of one ends the run";
    };
  }

  private static String time(long ns) {
    return Durations.format(ns);
  }

  private static String rate(double perSecond) {
    return trimmed(perSecond) + "/s";
  }

  /// At most three decimals, none that is zero at the end.
  private static String trimmed(double number) {
    String text = String.format(Locale.ROOT, "%,.3f", number);
    return text.replaceAll("0{1,3}$", "").replaceAll("\\.$", "");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String counted(long number, String what) {
    return grouped(number) + " " + what + (number == 1 ? "" : "s");
  }
}
