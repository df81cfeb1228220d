package dev.spate.coordinator.explain;

import dev.spate.coordinator.explain.PlanSummary.PhaseSummary;
import dev.spate.coordinator.plan.Problem;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Instants;
import dev.spate.plan.Once;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Threshold;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A plan explained to programs, or what is wrong with it. Times are seconds.
public final class SummaryJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SLOTS = 60;

  private SummaryJson() {}

  /// `{"valid": true, …}`, ended by a line feed.
  public static String of(PlanSummary summary) {
    Plan plan = summary.plan();
    ObjectNode json = JSON.createObjectNode().put("valid", true).put("name", plan.name());
    json.put("target", plan.target().url());
    json.put("seed", plan.seed());
    json.put("durationSeconds", seconds(plan.durationNs()));
    json.put("gracefulStopSeconds", seconds(plan.gracefulStopNs()));
    ObjectNode total = json.putObject("total");
    total.put("arrivals", summary.plannedArrivals()).put("approximate", summary.poisson());
    total.put("peakPerSecond", summary.peakRate()).put("mostUsers", summary.mostUsers());
    ArrayNode phases = json.putArray("phases");
    summary.phases().forEach(phase -> phase(phases.addObject(), phase));
    ArrayNode scenarios = json.putArray("scenarios");
    plan.scenarios().forEach(scenario -> scenario(scenarios.addObject(), summary, scenario));
    for (Once.Part part : Once.Part.values()) {
      ArrayNode once = json.putArray(part.key());
      Step.walk(plan.once().steps(part))
          .filter(HttpRequest.class::isInstance)
          .map(request -> ((HttpRequest) request).name())
          .distinct()
          .forEach(once::add);
    }
    ArrayNode thresholds = json.putArray("thresholds");
    plan.thresholds().forEach(threshold -> threshold(thresholds.addObject(), threshold));
    shape(json.putObject("shape"), LoadShape.of(plan, SLOTS));
    return text(json);
  }

  /// `{"valid": false, "problems": […]}`, ended by a line feed.
  public static String of(List<Problem> problems) {
    ObjectNode json = JSON.createObjectNode().put("valid", false);
    ArrayNode list = json.putArray("problems");
    for (Problem problem : problems) {
      list.addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("message", problem.message())
          .put("suggestion", problem.suggestion());
    }
    return text(json);
  }

  private static String text(ObjectNode json) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  private static void phase(ObjectNode json, PhaseSummary summary) {
    json.put("name", summary.phase().name());
    json.put("beginsSeconds", seconds(summary.beginsNs()));
    json.put("durationSeconds", seconds(summary.phase().durationNs()));
    json.put("warmup", summary.phase().warmup());
    json.put("requestsVary", summary.varies());
    boolean bounded = summary.visits() != PhaseSummary.UNBOUNDED;
    switch (summary.phase().load()) {
      case OpenLoad open -> {
        json.put("load", "open").put("fromPerSecond", open.from().perSecond());
        json.put("toPerSecond", open.to().perSecond());
        json.put("poisson", open.arrivals() == OpenLoad.Arrivals.POISSON);
        json.put("arrivals", summary.visits()).put("requests", summary.requests());
      }
      case ReplayLoad(Instants instants) -> {
        ReplayRate rate = ReplayRate.of(instants, summary.phase().durationNs());
        json.put("load", "replay").put("peakPerSecond", rate.most());
        json.put("arrivals", summary.visits()).put("requests", summary.requests());
      }
      case ClosedLoad closed -> {
        json.put("load", "closed").put("fromUsers", closed.users());
        json.put("toUsers", closed.rampTo()).put("pacingSeconds", seconds(closed.pacingNs()));
        if (bounded) {
          json.put("mostIterations", summary.visits()).put("mostRequests", summary.requests());
        }
      }
    }
  }

  private static void scenario(ObjectNode json, PlanSummary summary, Scenario scenario) {
    MeanVisit visit = MeanVisit.of(scenario);
    json.put("name", scenario.name()).put("share", summary.share(scenario));
    json.put("requests", visit.requests()).put("thinkSeconds", visit.thinkNs() / 1e9);
    json.put("requestsVary", visit.varies());
    ArrayNode names = json.putArray("requestNames");
    scenario.requests().map(HttpRequest::name).distinct().forEach(names::add);
  }

  private static void threshold(ObjectNode json, Threshold threshold) {
    json.put("metric", threshold.subject()).put("expression", threshold.expression());
    json.put("words", ThresholdWords.of(threshold));
  }

  private static void shape(ObjectNode json, LoadShape shape) {
    json.put("slotSeconds", shape.slotNs() / 1e9);
    ArrayNode rates = json.putArray("arrivalsPerSecond");
    shape.arrivalsPerSecond().forEach(rates::add);
    ArrayNode users = json.putArray("users");
    shape.users().forEach(users::add);
  }

  private static double seconds(long ns) {
    return ns / 1e9;
  }
}
