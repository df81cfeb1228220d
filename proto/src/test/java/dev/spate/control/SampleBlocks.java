package dev.spate.control;

import dev.spate.plan.Choice;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Comparison;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Group;
import dev.spate.plan.Log;
import dev.spate.plan.Repeat;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.List;

/// Steps with steps of their own, one of each kind, and conditions of every kind.
final class SampleBlocks {
  private static final Step STEP = new Think(1, 2);

  private SampleBlocks() {}

  static List<Step> all() {
    Template hole =
        new Template(
            List.of(new Template.Hole(new Expression.Variable("uuid"), Template.Encoding.PLAIN)));
    List<Condition> conditions = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      conditions.add(new Comparison(hole, operator, Template.of("1")));
    }
    conditions.add(new Condition.Not(new Condition.Truth(hole)));
    Condition whole =
        new Condition.Any(
            List.of(new Condition.All(conditions), new Condition.Matches(hole, "a+")));
    Group inner = new Group("inner", List.of(STEP));
    return List.of(
        new Group("outer", List.of(inner, STEP, inner)),
        new Choice(whole, List.of(STEP), List.of(inner)),
        new Choice(new Condition.Truth(hole), List.of(STEP), List.of()),
        new Repeat(new Repeat.Times(3), List.of(STEP, inner)),
        new Repeat(new Repeat.While(whole, 100), List.of(STEP)),
        new Repeat(new Repeat.Over(30_000_000_000L), List.of(STEP)),
        new Log(hole),
        deep(Step.MAX_DEPTH - 1));
  }

  /// As deep as steps may stand in steps, conditions in conditions, and calls in calls.
  private static Step deep(int levels) {
    if (levels > 1) {
      return new Repeat(new Repeat.Times(1), List.of(deep(levels - 1)));
    }
    Expression value = new Expression.Literal("a");
    for (int i = 0; i < Expression.MAX_DEPTH; i++) {
      value = new Expression.Call(Function.UPPER, List.of(value));
    }
    Template text = new Template(List.of(new Template.Hole(value, Template.Encoding.PLAIN)));
    Condition condition = new Condition.Truth(text);
    for (int i = 1; i < Condition.MAX_DEPTH; i++) {
      condition = new Condition.Not(condition);
    }
    return new Choice(condition, List.of(STEP), List.of());
  }
}
