package dev.spate.plan;

import java.util.List;
import java.util.stream.Stream;

/// One step of a scenario's flow.
public sealed interface Step
    permits HttpRequest, Think, SetVariables, Feed, Group, Choice, Repeat, Log, Parallel {
  /// How deep steps may stand in steps; the flow itself is the first level.
  int MAX_DEPTH = 12;

  /// The steps that stand in it, in the order of the plan.
  default List<Step> within() {
    return switch (this) {
      case HttpRequest _, Think _, SetVariables _, Feed _, Log _ -> List.of();
      case Group(_, var steps) -> steps;
      case Choice(_, var then, var otherwise) ->
          Stream.concat(then.stream(), otherwise.stream()).toList();
      case Repeat(_, var steps) -> steps;
      case Parallel(var requests) -> List.copyOf(requests);
    };
  }

  /// It, and all that stands in it: each before those within it, in the order of the plan.
  default Stream<Step> walk() {
    return Stream.concat(Stream.of(this), within().stream().flatMap(Step::walk));
  }

  /// All of these, and what stands in them.
  static Stream<Step> walk(List<Step> steps) {
    return steps.stream().flatMap(Step::walk);
  }

  /// How many levels of steps there are: 0 where there is none.
  static int depth(List<Step> steps) {
    return steps.stream().mapToInt(step -> 1 + depth(step.within())).max().orElse(0);
  }
}
