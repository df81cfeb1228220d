package dev.spate.coordinator.explain;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Instants;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.RateCurve;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import java.util.ArrayList;
import java.util.List;

/// What a plan will do, in numbers. No header and no body is in it.
///
/// @param visit what one arrival, or one iteration of a user, does on average
/// @param phases in the order of the plan
/// @param plannedArrivals of all open phases, warm-up included; about so many where some are
///   Poisson
/// @param poisson whether some arrivals are random
/// @param peakRate the highest rate of an open phase, arrivals a second; 0 where there is none
/// @param mostUsers of a closed phase; 0 where there is none
public record PlanSummary(
    Plan plan,
    MeanVisit visit,
    List<PhaseSummary> phases,
    long plannedArrivals,
    boolean poisson,
    double peakRate,
    int mostUsers) {

  /// One phase.
  ///
  /// @param beginsNs since the start of the run
  /// @param visits arrivals of an open phase; for a closed one the most iterations that pacing and
  ///   think times leave room for, or [#UNBOUNDED]
  /// @param requests that these visits send on average, or [#UNBOUNDED]
  /// @param varies whether conditions or the time decide: then that is the least
  public record PhaseSummary(
      Phase phase, long beginsNs, long visits, long requests, boolean varies) {
    /// The target's answers alone say how many.
    public static final long UNBOUNDED = -1;
  }

  public PlanSummary {
    phases = List.copyOf(phases);
  }

  public static PlanSummary of(Plan plan) {
    MeanVisit visit = MeanVisit.of(plan.scenarios());
    List<PhaseSummary> phases = new ArrayList<>();
    long arrivals = 0;
    boolean poisson = false;
    for (Phase phase : plan.phases()) {
      MeanVisit each = MeanVisit.of(plan.scenarios().stream().filter(phase::picks).toList());
      long visits = visits(phase, each);
      phases.add(
          new PhaseSummary(
              phase,
              plan.beginsNs(phases.size()),
              visits,
              requests(visits, each.requests()),
              each.varies()));
      switch (phase.load()) {
        case OpenLoad open -> {
          arrivals = Math.addExact(arrivals, visits);
          poisson |= open.arrivals() == OpenLoad.Arrivals.POISSON;
        }
        case ReplayLoad _ -> arrivals = Math.addExact(arrivals, visits);
        case ClosedLoad _ -> {}
      }
    }
    LoadShape whole = LoadShape.of(plan, 1);
    return new PlanSummary(
        plan,
        visit,
        phases,
        arrivals,
        poisson,
        most(whole.arrivalsPerSecond()),
        (int) Math.round(most(whole.users())));
  }

  private static double most(List<Double> peaks) {
    return peaks.isEmpty() ? 0 : peaks.getFirst();
  }

  private static long visits(Phase phase, MeanVisit visit) {
    return switch (phase.load()) {
      case OpenLoad open -> new RateCurve(open.from(), open.to(), phase.durationNs()).total();
      case ReplayLoad(Instants instants) -> instants.total();
      case ClosedLoad closed -> {
        double leastNs = Math.max((double) closed.pacingNs(), visit.thinkNs());
        double userNs = (closed.users() + closed.rampTo()) / 2.0 * phase.durationNs();
        yield leastNs == 0
            ? PhaseSummary.UNBOUNDED
            : (long) Math.ceil(userNs / leastNs) + closed.mostUsers();
      }
    };
  }

  private static long requests(long visits, double each) {
    return visits == PhaseSummary.UNBOUNDED ? visits : Math.round(visits * each);
  }

  /// How many virtual users think times alone keep busy at the peak of the open phases, by Little's
  /// law; what answers take comes on top.
  public double thinkingAtPeak() {
    return peakRate * visit.thinkNs() / 1e9;
  }

  /// The part of all visits that one scenario has, 0 to 1.
  public double share(Scenario scenario) {
    return scenario.weight() / (double) plan.scenarios().stream().mapToLong(Scenario::weight).sum();
  }
}
