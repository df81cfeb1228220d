package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Of which answers that failed a loop keeps the beginning: the first ones of each request and
/// outcome, as many as the plan says. Belongs to the loop's thread. Allocates nothing for those
/// that are not kept.
final class FirstFailures {
  private final List<HttpRequest> steps;
  private final int most;

  /// How many are kept, by the name of the request.
  private final Map<String, Map<Outcome, Integer>> kept = new HashMap<>();

  FirstFailures(Plan plan) {
    steps = SentRequests.of(plan).requests();
    most = plan.http().sampleErrors();
  }

  /// Whether another one is to be kept, which then counts.
  ///
  /// @param request by number of [SentRequests]
  boolean take(int request, Outcome outcome) {
    Map<Outcome, Integer> ofRequest =
        kept.computeIfAbsent(name(request), _ -> new EnumMap<>(Outcome.class));
    int before = ofRequest.getOrDefault(outcome, 0);
    if (before >= most) {
      return false;
    }
    ofRequest.put(outcome, before + 1);
    return true;
  }

  /// The name of a request.
  String name(int request) {
    return steps.get(request).name();
  }
}
