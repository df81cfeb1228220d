package dev.spate.control;

import dev.spate.plan.Choice;
import dev.spate.plan.Feed;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Parallel;
import dev.spate.plan.Repeat;
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
        .addAllFlow(steps(scenario.flow()))
        .build();
  }

  static Scenario fromWire(PlanWire.Scenario wire) {
    return new Scenario(
        wire.getName(), wire.getWeight(), stepsOf(wire.getFlowList()), wire.getCookies());
  }

  static List<PlanWire.Step> steps(List<Step> steps) {
    return steps.stream().map(ScenarioCodec::step).toList();
  }

  static List<Step> stepsOf(List<PlanWire.Step> wire) {
    return wire.stream().map(ScenarioCodec::step).toList();
  }

  private static PlanWire.Step step(Step step) {
    PlanWire.Step.Builder wire = PlanWire.Step.newBuilder();
    switch (step) {
      case HttpRequest request -> wire.setRequest(RequestCodec.toWire(request));
      case Think(long minNs, long maxNs, long meanNs) ->
          wire.setThink(
              PlanWire.Think.newBuilder().setMinNs(minNs).setMaxNs(maxNs).setMeanNs(meanNs));
      case SetVariables(var assignments) -> wire.setSet(set(assignments));
      case Group(String name, var within) ->
          wire.getGroupBuilder().setName(name).addAllSteps(steps(within));
      case Choice(var condition, var then, var otherwise) ->
          wire.getChoiceBuilder()
              .setCondition(ConditionCodec.toWire(condition))
              .addAllThen(steps(then))
              .addAllOtherwise(steps(otherwise));
      case Repeat(var rounds, var within) ->
          wire.setRepeat(rounds(rounds).addAllSteps(steps(within)));
      case Parallel(var requests) ->
          wire.getParallelBuilder()
              .addAllRequests(requests.stream().map(RequestCodec::toWire).toList());
      case Feed(String feeder) -> wire.setFeed(feeder);
      case Log(var text) -> wire.setLog(TemplateCodec.toWire(text));
    }
    return wire.build();
  }

  private static Step step(PlanWire.Step wire) {
    return switch (wire.getStepCase()) {
      case REQUEST -> RequestCodec.fromWire(wire.getRequest());
      case THINK ->
          new Think(
              wire.getThink().getMinNs(), wire.getThink().getMaxNs(), wire.getThink().getMeanNs());
      case SET ->
          new SetVariables(
              wire.getSet().getAssignmentsList().stream().map(ScenarioCodec::assignment).toList());
      case GROUP -> new Group(wire.getGroup().getName(), stepsOf(wire.getGroup().getStepsList()));
      case CHOICE ->
          new Choice(
              ConditionCodec.fromWire(wire.getChoice().getCondition()),
              stepsOf(wire.getChoice().getThenList()),
              stepsOf(wire.getChoice().getOtherwiseList()));
      case REPEAT -> new Repeat(rounds(wire.getRepeat()), stepsOf(wire.getRepeat().getStepsList()));
      case PARALLEL ->
          new Parallel(
              wire.getParallel().getRequestsList().stream().map(RequestCodec::fromWire).toList());
      case LOG -> new Log(TemplateCodec.fromWire(wire.getLog()));
      case FEED -> new Feed(wire.getFeed());
      case STEP_NOT_SET ->
          throw new IllegalArgumentException("a step of a flow that is of no known kind");
    };
  }

  private static PlanWire.Repeat.Builder rounds(Repeat.Rounds rounds) {
    PlanWire.Repeat.Builder wire = PlanWire.Repeat.newBuilder();
    switch (rounds) {
      case Repeat.Times(int times) -> wire.setTimes(times);
      case Repeat.While(var condition, int atMost) ->
          wire.getWhileBuilder().setCondition(ConditionCodec.toWire(condition)).setAtMost(atMost);
      case Repeat.Over(long ns) -> wire.setOverNs(ns);
    }
    return wire;
  }

  private static Repeat.Rounds rounds(PlanWire.Repeat wire) {
    return switch (wire.getRoundsCase()) {
      case TIMES -> new Repeat.Times(wire.getTimes());
      case WHILE ->
          new Repeat.While(
              ConditionCodec.fromWire(wire.getWhile().getCondition()), wire.getWhile().getAtMost());
      case OVER_NS -> new Repeat.Over(wire.getOverNs());
      case ROUNDS_NOT_SET -> throw new IllegalArgumentException("a loop without its rounds");
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
