package dev.spate.coordinator.explain;

import dev.spate.plan.Choice;
import dev.spate.plan.Feed;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Parallel;
import dev.spate.plan.Repeat;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.List;

/// What one way through a scenario does on average, by the scenarios' weights. Where conditions or
/// the time decide, it is the least.
///
/// @param requests sent
/// @param thinkNs spent in think times, or in loops that take a time
/// @param varies whether it may be more
public record MeanVisit(double requests, double thinkNs, boolean varies) {
  private static final MeanVisit NOTHING = new MeanVisit(0, 0, false);

  static MeanVisit of(List<Scenario> scenarios) {
    MeanVisit sum = NOTHING;
    double weights = 0;
    for (Scenario scenario : scenarios) {
      sum = sum.plus(of(scenario).times(scenario.weight()));
      weights += scenario.weight();
    }
    return sum.times(1 / weights);
  }

  static MeanVisit of(Scenario scenario) {
    return ofAll(scenario.flow());
  }

  private static MeanVisit ofAll(List<Step> steps) {
    return steps.stream().map(MeanVisit::of).reduce(NOTHING, MeanVisit::plus);
  }

  private static MeanVisit of(Step step) {
    return switch (step) {
      case HttpRequest _ -> new MeanVisit(1, 0, false);
      case SetVariables _, Feed _, Log _ -> NOTHING;
      case Think think -> new MeanVisit(0, think.expectedNs(), false);
      case Group(_, var within) -> ofAll(within);
      case Parallel(var requests) -> new MeanVisit(requests.size(), 0, false);
      case Choice(_, var then, var otherwise) -> ofAll(then).orIfLess(ofAll(otherwise));
      case Repeat(Repeat.Times(int times), var within) -> ofAll(within).times(times);
      case Repeat(Repeat.While _, _) -> new MeanVisit(0, 0, true);
      case Repeat(Repeat.Over(long ns), var within) -> {
        MeanVisit once = ofAll(within);
        yield new MeanVisit(once.requests, Math.max((double) ns, once.thinkNs), true);
      }
    };
  }

  private MeanVisit plus(MeanVisit other) {
    return new MeanVisit(
        requests + other.requests, thinkNs + other.thinkNs, varies || other.varies);
  }

  private MeanVisit times(double factor) {
    return new MeanVisit(factor * requests, factor * thinkNs, varies);
  }

  private MeanVisit orIfLess(MeanVisit other) {
    return new MeanVisit(
        Math.min(requests, other.requests),
        Math.min(thinkNs, other.thinkNs),
        varies || !equals(other));
  }
}
