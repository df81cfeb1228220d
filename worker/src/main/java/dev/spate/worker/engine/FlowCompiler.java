package dev.spate.worker.engine;

import dev.spate.plan.Choice;
import dev.spate.plan.Feed;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Parallel;
import dev.spate.plan.Plan;
import dev.spate.plan.Repeat;
import dev.spate.plan.Scenario;
import dev.spate.plan.SecretHeaders;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.VariablePlaces;
import java.util.ArrayList;
import java.util.List;

/// Lays the steps of a scenario out in one row, those within others in their places.
final class FlowCompiler {
  private final Plan plan;
  private final Scenario scenario;
  private final VariablePlaces places;
  private final List<String> requestNames;
  private final List<String> groupNames;
  private final List<CompiledStep> steps = new ArrayList<>();
  private int nextRequest;
  private int groupDepth;
  private int loopDepth;

  private FlowCompiler(Plan plan, int number, VariablePlaces places) {
    this.plan = plan;
    this.scenario = plan.scenarios().get(number);
    this.places = places;
    this.requestNames = plan.requestNames();
    this.groupNames = plan.groupNames();
    this.nextRequest = RequestSteps.first(plan, number);
  }

  /// @param number of the scenario in the plan
  static Flow compile(Plan plan, int number, VariablePlaces places) {
    FlowCompiler compiler = new FlowCompiler(plan, number, places);
    compiler.add(compiler.scenario.flow(), 0, 0);
    int firstName =
        compiler
            .scenario
            .requests()
            .findFirst()
            .map(compiler::nameOf)
            .orElseThrow(); // each has one
    return new Flow(compiler.steps, firstName, compiler.groupDepth, compiler.loopDepth);
  }

  private int nameOf(HttpRequest request) {
    return requestNames.indexOf(request.name());
  }

  /// @param groups that are open there
  /// @param loops that are open there
  private void add(List<Step> flow, int groups, int loops) {
    groupDepth = Math.max(groupDepth, groups);
    loopDepth = Math.max(loopDepth, loops);
    for (Step step : flow) {
      switch (step) {
        case Think pause -> steps.add(new CompiledStep.Pause(pause));
        case SetVariables set -> steps.add(new CompiledStep.Assignments(set, places));
        case Feed(String feeder) ->
            steps.add(new CompiledStep.Feeding(plan.feeder(feeder), plan.seed(), places));
        case Log(var text) ->
            steps.add(
                new CompiledStep.LogLine(
                    Phrase.of(text.withSecretsAs(SecretHeaders.MASK), places)));
        case HttpRequest request -> steps.add(compiled(request));
        case Parallel(var requests) ->
            steps.add(new CompiledStep.Together(requests.stream().map(this::compiled).toList()));
        case Group(String name, var within) -> {
          steps.add(new CompiledStep.GroupBegin(groupNames.indexOf(name)));
          add(within, groups + 1, loops);
          steps.add(new CompiledStep.GroupEnd());
        }
        case Choice choice -> add(choice, groups, loops);
        case Repeat(var rounds, var within) -> {
          steps.add(new CompiledStep.LoopBegin());
          int round = reserve();
          add(within, groups, loops + 1);
          steps.add(new CompiledStep.Jump(round));
          var compiled = CompiledRounds.of(rounds, places);
          steps.set(round, new CompiledStep.LoopRound(compiled, steps.size()));
        }
      }
    }
  }

  private CompiledStep.Request compiled(HttpRequest request) {
    int number = nextRequest++;
    CookieUse cookies = CookieUse.of(plan, scenario, request, number);
    RedirectUse redirects = RedirectUse.of(plan, request, number);
    DigestUse digest = DigestUse.of(plan, request, number, places);
    return new CompiledStep.Request(
        request, number, nameOf(request), places, cookies, redirects, digest);
  }

  private void add(Choice choice, int groups, int loops) {
    CompiledCondition condition = CompiledCondition.of(choice.condition(), places);
    int branch = reserve();
    add(choice.then(), groups, loops);
    if (choice.otherwise().isEmpty()) {
      steps.set(branch, new CompiledStep.Branch(condition, steps.size()));
      return;
    }
    int end = reserve();
    steps.set(branch, new CompiledStep.Branch(condition, steps.size()));
    add(choice.otherwise(), groups, loops);
    steps.set(end, new CompiledStep.Jump(steps.size()));
  }

  /// Keeps a place for a step that is known when those behind it are.
  private int reserve() {
    steps.add(new CompiledStep.Jump(steps.size()));
    return steps.size() - 1;
  }
}
