package dev.spate.coordinator;

import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The plan of a run as workers are to be told it, secrets in, and what `beforeRun` gave variables,
/// which are secrets too. A run that another process began is recorded without them: only its
/// workers have it whole, and are asked one after the other, when somebody is to join.
final class WholePlan {
  private final Plan recorded;
  private @Nullable Plan whole;
  private @Nullable SharedValues shared;
  private int asked;

  private WholePlan(Plan recorded, @Nullable Plan whole) {
    this.recorded = recorded;
    this.whole = whole;
    this.shared = recorded.once().has(Once.Part.BEFORE) ? null : SharedValues.NONE;
  }

  static WholePlan known(Plan plan) {
    return new WholePlan(plan, plan);
  }

  /// @param plan without secrets
  static WholePlan recorded(Plan plan) {
    return new WholePlan(plan, null);
  }

  @Nullable Plan value() {
    return whole;
  }

  /// With what every virtual user begins; null while nobody has said it.
  @Nullable SharedValues shared() {
    return shared;
  }

  /// The part before the traffic has happened; the first to say so counts.
  void onWentThrough(SharedValues values) {
    if (shared == null) {
      shared = values;
    }
  }

  /// Whom to ask for it; the next one each time, for one of them may not answer.
  Optional<String> nextToAsk(List<String> workers) {
    return workers.isEmpty()
        ? Optional.empty()
        : Optional.of(workers.get(Math.floorMod(asked++, workers.size())));
  }

  /// @return whether it is the plan that was recorded; nothing else is taken
  boolean onTold(Plan told, @Nullable SharedValues values) {
    boolean same = PlanSecrets.masked(told).equals(PlanSecrets.masked(recorded));
    if (same && whole == null) {
      whole = told;
    }
    if (same && values != null) {
      onWentThrough(values);
    }
    return same;
  }
}
