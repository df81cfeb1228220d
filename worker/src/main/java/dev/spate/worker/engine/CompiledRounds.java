package dev.spate.worker.engine;

import dev.spate.plan.Repeat;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;

/// How often a loop goes round. Immutable.
sealed interface CompiledRounds {
  record Times(int most) implements CompiledRounds {}

  record While(CompiledCondition condition, int most) implements CompiledRounds {}

  record Over(long ns) implements CompiledRounds {}

  static CompiledRounds of(Repeat.Rounds rounds, VariablePlaces places) {
    return switch (rounds) {
      case Repeat.Times(int times) -> new Times(times);
      case Repeat.While(var condition, int atMost) ->
          new While(CompiledCondition.of(condition, places), atMost);
      case Repeat.Over(long ns) -> new Over(ns);
    };
  }

  /// Whether the innermost of the open loops has another round.
  default boolean another(OpenLoops loops, Variables variables, long nowNs) {
    return switch (this) {
      case Times(int most) -> loops.rounds() < most;
      case While(var condition, int most) -> loops.rounds() < most && condition.holds(variables);
      case Over(long ns) -> loops.rounds() == 0 || loops.lastedNs(nowNs) < ns;
    };
  }
}
