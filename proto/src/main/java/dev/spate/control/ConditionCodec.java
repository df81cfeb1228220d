package dev.spate.control;

import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.wire.PlanWire;
import java.util.List;

/// [Condition] on the wire. Operators go by what plans write.
final class ConditionCodec {
  private ConditionCodec() {}

  static PlanWire.Condition toWire(Condition condition) {
    PlanWire.Condition.Builder wire = PlanWire.Condition.newBuilder();
    switch (condition) {
      case Condition.Truth(var value) -> wire.setTruth(TemplateCodec.toWire(value));
      case Condition.Comparison(var left, var operator, var right) ->
          wire.getComparisonBuilder()
              .setLeft(TemplateCodec.toWire(left))
              .setOperator(operator.symbol())
              .setRight(TemplateCodec.toWire(right));
      case Condition.Matches(var value, String pattern) ->
          wire.getMatchesBuilder().setValue(TemplateCodec.toWire(value)).setPattern(pattern);
      case Condition.Not(var negated) -> wire.setNot(toWire(negated));
      case Condition.All(var all) -> wire.setAll(conditions(all));
      case Condition.Any(var any) -> wire.setAny(conditions(any));
    }
    return wire.build();
  }

  static Condition fromWire(PlanWire.Condition wire) {
    return switch (wire.getConditionCase()) {
      case TRUTH -> new Condition.Truth(TemplateCodec.fromWire(wire.getTruth()));
      case COMPARISON -> comparison(wire.getComparison());
      case MATCHES ->
          new Condition.Matches(
              TemplateCodec.fromWire(wire.getMatches().getValue()), wire.getMatches().getPattern());
      case NOT -> new Condition.Not(fromWire(wire.getNot()));
      case ALL -> new Condition.All(conditions(wire.getAll()));
      case ANY -> new Condition.Any(conditions(wire.getAny()));
      case CONDITION_NOT_SET ->
          throw new IllegalArgumentException("a condition that is of no known kind");
    };
  }

  private static Condition comparison(PlanWire.Condition.Comparison wire) {
    Operator operator =
        Operator.of(wire.getOperator())
            .orElseThrow(() ->
                new IllegalArgumentException("no such operator: '" + wire.getOperator() + "'"));
    return new Condition.Comparison(
        TemplateCodec.fromWire(wire.getLeft()), operator, TemplateCodec.fromWire(wire.getRight()));
  }

  private static PlanWire.Condition.Conditions conditions(List<Condition> conditions) {
    return PlanWire.Condition.Conditions.newBuilder()
        .addAllConditions(conditions.stream().map(ConditionCodec::toWire).toList())
        .build();
  }

  private static List<Condition> conditions(PlanWire.Condition.Conditions wire) {
    return wire.getConditionsList().stream().map(ConditionCodec::fromWire).toList();
  }
}
