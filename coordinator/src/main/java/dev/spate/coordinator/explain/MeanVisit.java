package dev.spate.coordinator.explain;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.List;

/// What one way through a scenario does on average, by the scenarios' weights.
///
/// @param requests sent
/// @param thinkNs spent in think times
public record MeanVisit(double requests, double thinkNs) {
  static MeanVisit of(List<Scenario> scenarios) {
    double requests = 0;
    double thinkNs = 0;
    double weights = 0;
    for (Scenario scenario : scenarios) {
      MeanVisit one = of(scenario);
      requests += scenario.weight() * one.requests;
      thinkNs += scenario.weight() * one.thinkNs;
      weights += scenario.weight();
    }
    return new MeanVisit(requests / weights, thinkNs / weights);
  }

  static MeanVisit of(Scenario scenario) {
    int requests = 0;
    double thinkNs = 0;
    for (Step step : scenario.flow()) {
      switch (step) {
        case HttpRequest _ -> requests++;
        case SetVariables _ -> {}
        case Think think -> thinkNs += think.minNs() + (think.maxNs() - think.minNs()) / 2.0;
      }
    }
    return new MeanVisit(requests, thinkNs);
  }
}
