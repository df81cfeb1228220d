package dev.spate.coordinator.plan;

import dev.spate.plan.Choice;
import dev.spate.plan.Condition;
import dev.spate.plan.Group;
import dev.spate.plan.Repeat;
import dev.spate.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a step that has steps of its own. What they give values is known after it, for somebody
/// may come this way.
record BlockReader(FlowReader flow, Fields step, Scope scope) {
  /// The keys that make a step one with steps of its own.
  static final List<String> KINDS = List.of("group", "if", "loop");

  private static final Fields.Keys LOOP = Fields.Keys.of("times", "while", "atMost", "over");
  private static final int DEFAULT_AT_MOST = 1_000;

  /// Whether it is such a step.
  static boolean isBlock(Fields step) {
    return KINDS.stream().anyMatch(step::has);
  }

  /// Nothing where it has a problem, which is reported.
  Optional<? extends Step> read() {
    return step.has("group") ? group() : step.has("if") ? choice() : repeat();
  }

  private Optional<Group> group() {
    step.refuse("a group has no such key", ScenarioReader.allBut("group", "do"));
    Optional<String> name = step.find("group").flatMap(Value::name);
    name.ifPresent(flow.names()::group);
    List<Step> steps = steps("do", "do: [{ get: / }]", scope);
    return name.isEmpty() || steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Group(name.get(), steps));
  }

  /// What one branch gives values, the other does not know.
  private Optional<Choice> choice() {
    step.refuse("a choice has no such key", ScenarioReader.allBut("if", "then", "else"));
    Optional<Condition> condition =
        step.find("if").flatMap(value -> ConditionParser.read(value, scope));
    Scope inThen = scope.copy();
    Scope inElse = scope.copy();
    List<Step> then = steps("then", "then: [{ get: / }]", inThen);
    List<Step> otherwise =
        step.find("else").map(list -> flow.steps(list, inElse)).orElse(List.of());
    scope.join(inThen);
    scope.join(inElse);
    return condition.isEmpty() || then.isEmpty()
        ? Optional.empty()
        : Optional.of(new Choice(condition.get(), then, otherwise));
  }

  /// What its steps give values, is known in the rounds that follow.
  private Optional<Repeat> repeat() {
    step.refuse("a loop has no such key", ScenarioReader.allBut("loop", "do"));
    Optional<Value> list = step.require("do", "do: [{ get: / }]");
    list.ifPresent(steps -> assigned(steps).forEach(scope::setVarying));
    Optional<Repeat.Rounds> rounds = step.find("loop").flatMap(this::rounds);
    List<Step> steps = list.map(each -> flow.steps(each, scope)).orElse(List.of());
    return rounds.isEmpty() || steps.isEmpty()
        ? Optional.empty()
        : Optional.of(new Repeat(rounds.get(), steps));
  }

  private Set<String> assigned(Value steps) {
    return Steps.assigned(steps.node(), flow.named());
  }

  private Optional<Repeat.Rounds> rounds(Value loop) {
    Fields fields = Fields.of(loop, LOOP);
    List<String> given = List.of("times", "while", "over").stream().filter(fields::has).toList();
    if (given.size() != 1) {
      if (loop.node() instanceof Node.Mapping && !fields.strayed()) {
        loop.problem("must have one of times, while and over", "loop: { times: 3 }");
      }
      return Optional.empty();
    }
    if (!fields.has("while")) {
      fields.refuse("belongs to while", "atMost");
    }
    Value value = fields.find(given.getFirst()).orElseThrow();
    return switch (given.getFirst()) {
      case "times" -> value.wholeInt(1, Repeat.MAX_ROUNDS).map(Repeat.Times::new);
      case "over" -> Durations.read(value, 1, Repeat.MAX_OVER_NS).map(Repeat.Over::new);
      default -> {
        Optional<Condition> condition = ConditionParser.read(value, scope);
        Optional<Integer> atMost =
            fields.has("atMost")
                ? fields.find("atMost").flatMap(most -> most.wholeInt(1, Repeat.MAX_ROUNDS))
                : Optional.of(DEFAULT_AT_MOST);
        yield condition.flatMap(holds -> atMost.map(most -> new Repeat.While(holds, most)));
      }
    };
  }

  private List<Step> steps(String key, String suggestion, Scope within) {
    return step.require(key, suggestion).map(list -> flow.steps(list, within)).orElse(List.of());
  }
}
