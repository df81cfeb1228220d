package dev.spate.control;

import dev.spate.plan.Check;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.wire.PlanWire;

/// [Check] on the wire.
final class CheckCodec {
  private CheckCodec() {}

  static PlanWire.Check toWire(Check check) {
    PlanWire.Check.Builder wire = PlanWire.Check.newBuilder();
    switch (check) {
      case Check.HeaderField(String name, Check.Rule rule) ->
          wire.getHeaderBuilder().setName(name).setRule(rule(rule));
      case Check.BodyText(Check.Rule rule) -> wire.setBody(rule(rule));
      case Check.JsonPath(String path, Check.Rule rule) ->
          wire.getJsonPathBuilder().setPath(path).setRule(rule(rule));
      case Check.Size(Comparison comparison, long bytes) ->
          wire.setSizeBytes(limit(comparison, bytes));
      case Check.Time(Comparison comparison, long ns) -> wire.setTimeNs(limit(comparison, ns));
    }
    return wire.build();
  }

  static Check fromWire(PlanWire.Check wire) {
    return switch (wire.getCheckCase()) {
      case HEADER ->
          new Check.HeaderField(wire.getHeader().getName(), rule(wire.getHeader().getRule()));
      case BODY -> new Check.BodyText(rule(wire.getBody()));
      case JSON_PATH ->
          new Check.JsonPath(wire.getJsonPath().getPath(), rule(wire.getJsonPath().getRule()));
      case SIZE_BYTES ->
          new Check.Size(
              ThresholdCodec.comparison(wire.getSizeBytes().getComparison()),
              wire.getSizeBytes().getLimit());
      case TIME_NS ->
          new Check.Time(
              ThresholdCodec.comparison(wire.getTimeNs().getComparison()),
              wire.getTimeNs().getLimit());
      case CHECK_NOT_SET -> throw new IllegalArgumentException("a check of no known kind");
    };
  }

  private static PlanWire.Check.Rule rule(Check.Rule rule) {
    PlanWire.Check.Rule.Builder wire = PlanWire.Check.Rule.newBuilder();
    switch (rule) {
      case Check.Is(var text) -> wire.setIs(TemplateCodec.toWire(text));
      case Check.Contains(var text) -> wire.setContains(TemplateCodec.toWire(text));
      case Check.Matches(String pattern) -> wire.setMatches(pattern);
    }
    return wire.build();
  }

  private static Check.Rule rule(PlanWire.Check.Rule wire) {
    return switch (wire.getRuleCase()) {
      case IS -> new Check.Is(TemplateCodec.fromWire(wire.getIs()));
      case CONTAINS -> new Check.Contains(TemplateCodec.fromWire(wire.getContains()));
      case MATCHES -> new Check.Matches(wire.getMatches());
      case RULE_NOT_SET -> throw new IllegalArgumentException("a check without a rule");
    };
  }

  private static PlanWire.Check.Limit limit(Comparison comparison, long limit) {
    return PlanWire.Check.Limit.newBuilder()
        .setComparison(comparison.symbol())
        .setLimit(limit)
        .build();
  }
}
