package dev.spate.control;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.SetVariables.Assignment;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import dev.spate.wire.PlanWire;
import java.util.List;

/// [Scenario] on the wire.
final class ScenarioCodec {
  private ScenarioCodec() {}

  static PlanWire.Scenario toWire(Scenario scenario) {
    return PlanWire.Scenario.newBuilder()
        .setName(scenario.name())
        .setWeight(scenario.weight())
        .setCookies(scenario.cookies())
        .addAllFlow(scenario.flow().stream().map(ScenarioCodec::step).toList())
        .build();
  }

  static Scenario fromWire(PlanWire.Scenario wire) {
    return new Scenario(
        wire.getName(),
        wire.getWeight(),
        wire.getFlowList().stream().map(ScenarioCodec::step).toList(),
        wire.getCookies());
  }

  private static PlanWire.Step step(Step step) {
    PlanWire.Step.Builder wire = PlanWire.Step.newBuilder();
    switch (step) {
      case HttpRequest request -> wire.setRequest(RequestCodec.toWire(request));
      case Think(long minNs, long maxNs) ->
          wire.setThink(PlanWire.Think.newBuilder().setMinNs(minNs).setMaxNs(maxNs));
      case SetVariables(var assignments) -> wire.setSet(set(assignments));
    }
    return wire.build();
  }

  private static Step step(PlanWire.Step wire) {
    return switch (wire.getStepCase()) {
      case REQUEST -> RequestCodec.fromWire(wire.getRequest());
      case THINK -> new Think(wire.getThink().getMinNs(), wire.getThink().getMaxNs());
      case SET ->
          new SetVariables(
              wire.getSet().getAssignmentsList().stream().map(ScenarioCodec::assignment).toList());
      case STEP_NOT_SET ->
          throw new IllegalArgumentException("a step of a flow that is of no known kind");
    };
  }

  private static PlanWire.SetVariables set(List<Assignment> assignments) {
    PlanWire.SetVariables.Builder wire = PlanWire.SetVariables.newBuilder();
    for (Assignment each : assignments) {
      wire.addAssignmentsBuilder()
          .setVariable(each.variable())
          .setValue(TemplateCodec.toWire(each.value()));
    }
    return wire.build();
  }

  private static Assignment assignment(PlanWire.SetVariables.Assignment wire) {
    return new Assignment(wire.getVariable(), TemplateCodec.fromWire(wire.getValue()));
  }
}
