package dev.spate.coordinator.explain;

import dev.spate.coordinator.explain.PlanSummary.PhaseSummary;
import dev.spate.coordinator.plan.Durations;
import dev.spate.coordinator.plan.Rates;
import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClientCredentials;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Instants;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.Threshold;
import dev.spate.plan.Workers;
import dev.spate.plan.Workers.OnLoss;
import java.util.ArrayList;
import java.util.List;

/// A plan explained to people, in lines of at most 80 characters where names and rules allow it.
public final class SummaryText {
  private static final String INDENT = "    ";
  private static final int LONGEST_LABEL = 20;
  private static final int MOST_NAMES = 12;

  private final PlanSummary summary;
  private final Plan plan;
  private final List<String> lines = new ArrayList<>();

  private SummaryText(PlanSummary summary) {
    this.summary = summary;
    this.plan = summary.plan();
  }

  /// Lines, each ended.
  ///
  /// @param blocks whether the drawing may have block characters, beyond ASCII
  public static String of(PlanSummary summary, boolean blocks) {
    return new SummaryText(summary).text(blocks);
  }

  private String text(boolean blocks) {
    add(
        "",
        "%s: %s against %s, in %s"
            .formatted(
                plan.name(),
                Durations.format(plan.durationNs()),
                plan.target().url(),
                Words.counted(plan.phases().size(), "phase")));
    lines.add("");
    summary.phases().forEach(this::phase);
    lines.add("");
    add("", "Altogether " + total());
    tooManyThinking();
    lines.add("");
    lines.addAll(Drawing.of(plan, blocks));
    lines.add("");
    scenarios();
    lines.addAll(FeederWords.of(summary));
    lines.addAll(OnceWords.of(plan.once()));
    for (ClientCredentials client : plan.clients()) {
      add("", "Each worker asks for an access token before the traffic: " + client + ".");
    }
    thresholds();
    add("", "Workers: " + workers(plan.workers()) + ".");
    add("", "Seed: " + plan.seed() + ". The same plan with it sends the same requests.");
    return String.join("\n", lines) + "\n";
  }

  private void add(String first, String text) {
    lines.addAll(Words.wrapped(first, text));
  }

  private void phase(PhaseSummary phase) {
    int widest =
        plan.phases().stream()
            .mapToInt(named -> Math.min(LONGEST_LABEL, named.name().length()))
            .max()
            .orElse(0);
    String name = phase.phase().name();
    String label = INDENT + name + " ".repeat(Math.max(0, widest - name.length())) + "  ";
    boolean fits = name.length() <= LONGEST_LABEL;
    if (!fits) {
      lines.add(INDENT + name);
    }
    add(fits ? label : " ".repeat(INDENT.length() + widest + 2), describe(phase));
  }

  private static String describe(PhaseSummary summary) {
    Phase phase = summary.phase();
    return switch (phase.load()) {
          case OpenLoad open -> open(open, summary);
          case ReplayLoad(Instants instants) -> replay(instants, summary);
          case ClosedLoad closed -> closed(closed, summary);
        }
        + (phase.scenarios().isEmpty() ? "" : "; only " + String.join(", ", phase.scenarios()))
        + (phase.startNs() == Phase.FOLLOWS ? "" : "; from " + from(phase.startNs()) + " on")
        + (phase.warmup() ? "; a warm-up, which is not measured" : "");
  }

  private static String from(long startNs) {
    return startNs == 0 ? "the start" : Durations.format(startNs);
  }

  private static String open(OpenLoad open, PhaseSummary summary) {
    boolean poisson = open.arrivals() == OpenLoad.Arrivals.POISSON;
    Phase phase = summary.phase();
    return ramp(
            Rates.format(open.from()),
            Rates.format(open.to()),
            open.from().perSecond() < open.to().perSecond())
        + " for "
        + Durations.format(phase.durationNs())
        + (poisson ? ", at random: about " : ": ")
        + arrivals(summary, poisson);
  }

  private static String replay(Instants instants, PhaseSummary summary) {
    long durationNs = summary.phase().durationNs();
    double most = ReplayRate.of(instants, durationNs).most();
    return "a replay of "
        + Durations.format(durationNs)
        + ", at most "
        + Words.number(most)
        + "/s: "
        + arrivals(summary, false);
  }

  private static String arrivals(PhaseSummary summary, boolean poisson) {
    Phase phase = summary.phase();
    boolean limited =
        phase.maxVUs() != Phase.DEFAULT_MAX_VUS || phase.onLimit() == Phase.OnLimit.DROP;
    return Words.counted(summary.visits(), "arrival")
        + ", "
        + (summary.varies()
            ? "at least "
            : summary.requests() == summary.visits() && !poisson ? "" : "about ")
        + Words.counted(summary.requests(), "request")
        + (limited ? "; " + limit(phase) : "");
  }

  private static String limit(Phase phase) {
    return "at most "
        + Words.grouped(phase.maxVUs())
        + " at a time, "
        + (phase.onLimit() == Phase.OnLimit.DROP ? "more are dropped" : "more wait");
  }

  private static String closed(ClosedLoad closed, PhaseSummary summary) {
    String users =
        ramp(
            Words.grouped(closed.users()),
            Words.grouped(closed.rampTo()),
            closed.users() < closed.rampTo());
    boolean one = closed.users() == 1 && closed.rampTo() == 1;
    return users
        + (one ? " user for " : " users for ")
        + Durations.format(summary.phase().durationNs())
        + (closed.pacingNs() == 0
            ? ""
            : ", each at most one iteration in " + Durations.format(closed.pacingNs()))
        + ": "
        + (summary.visits() == PhaseSummary.UNBOUNDED
            ? "as many requests as the target answers"
            : "at most about "
                + Words.counted(summary.visits(), "iteration")
                + (summary.varies() ? "" : ", " + Words.counted(summary.requests(), "request")));
  }

  private static String ramp(String from, String to, boolean rises) {
    return from.equals(to) ? from : from + (rises ? " rising to " : " falling to ") + to;
  }

  private String total() {
    List<String> parts = new ArrayList<>();
    if (summary.peakRate() > 0) {
      parts.add(
          (summary.poisson() ? "about " : "")
              + Words.counted(summary.plannedArrivals(), "arrival"));
      parts.add("at most " + Words.number(summary.peakRate()) + "/s");
    }
    if (summary.mostUsers() > 0) {
      parts.add("up to " + Words.counted(summary.mostUsers(), "user"));
    }
    return String.join(", ", parts)
        + ". When the last phase is over, what is under way has "
        + Durations.format(plan.gracefulStopNs())
        + " to end.";
  }

  /// Think times that need more virtual users than a phase may have are a mistake as a rule.
  private void tooManyThinking() {
    long thinking = Math.round(summary.thinkingAtPeak());
    int fewest =
        plan.phases().stream()
            .filter(phase -> phase.load() instanceof ArrivingLoad)
            .mapToInt(Phase::maxVUs)
            .min()
            .orElse(Integer.MAX_VALUE);
    if (thinking > fewest) {
      add(
          "",
          "Note: at the peak about %s virtual users are in a think time at once, but maxVUs is %s."
              .formatted(Words.grouped(thinking), Words.grouped(fewest)));
    }
  }

  private void scenarios() {
    boolean several = plan.scenarios().size() > 1;
    lines.add(
        several ? "Scenarios, of which each arrival or iteration takes one:" : "The scenario:");
    for (Scenario scenario : plan.scenarios()) {
      MeanVisit visit = MeanVisit.of(scenario);
      add(
          INDENT,
          scenario.name()
              + (several ? " (" + Words.percent(summary.share(scenario)) + ")" : "")
              + (visit.varies() ? ": at least " : ": ")
              + Words.counted(Math.round(visit.requests()), "request")
              + (visit.thinkNs() == 0
                  ? ""
                  : " and about " + Words.about(visit.thinkNs()) + " of think time")
              + (scenario.cookies() ? "" : "; no cookies are kept"));
      add(INDENT + INDENT, names(scenario));
    }
  }

  static String names(Scenario scenario) {
    List<String> names = scenario.requests().map(HttpRequest::name).distinct().toList();
    String few = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() <= MOST_NAMES
        ? few
        : few + " and " + (names.size() - MOST_NAMES) + " others";
  }

  private void thresholds() {
    if (plan.thresholds().isEmpty()) {
      lines.add("No thresholds: the run passes if it measured what it should.");
      return;
    }
    lines.add("The run passes if");
    for (Threshold threshold : plan.thresholds()) {
      add(INDENT + "- ", ThresholdWords.of(threshold));
    }
  }

  private static String workers(Workers workers) {
    return count(workers)
        + "; "
        + onLoss(workers.onLoss())
        + "; "
        + (workers.tolerance() == 0
            ? "no arrival may be lost with them"
            : "up to "
                + Words.number(workers.tolerance() * 100)
                + "% of the arrivals may be lost with them")
        + (workers.orphanGraceNs() == Workers.DEFAULT_ORPHAN_GRACE_NS
            ? ""
            : "; without a coordinator they go on for "
                + Durations.format(workers.orphanGraceNs()));
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
}
