package dev.spate.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What happens once per run, on one worker, whatever the load is. It is in no ledger and in no
/// percentile.
///
/// @param before steps that a virtual user goes through before the traffic begins; what they give
///   variables is known to every virtual user of the run. None where a plan has none
/// @param after steps that one goes through when all traffic has ended; likewise
public record Once(List<Step> before, List<Step> after) {
  /// Of a plan where nothing happens once.
  public static final Once NOTHING = new Once(List.of(), List.of());

  /// How long either part may take.
  public static final long MAX_NS = 60_000_000_000L;

  /// Which part.
  public enum Part {
    BEFORE("beforeRun"),
    AFTER("afterRun");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    /// What it is called in plans and reports.
    public String key() {
      return key;
    }
  }

  /// @throws IllegalArgumentException for steps that could be no scenario
  public Once {
    before = List.copyOf(before);
    after = List.copyOf(after);
    check(Part.BEFORE, before);
    check(Part.AFTER, after);
  }

  private static void check(Part part, List<Step> steps) {
    if (Step.walk(steps).anyMatch(Feed.class::isInstance)) {
      throw new IllegalArgumentException("feeders have no record for " + part.key());
    }
    if (!steps.isEmpty()) {
      scenario(part, steps);
    }
  }

  /// Whether there is such a part.
  public boolean has(Part part) {
    return !steps(part).isEmpty();
  }

  /// None where there is no such part.
  public List<Step> steps(Part part) {
    return switch (part) {
      case BEFORE -> before;
      case AFTER -> after;
    };
  }

  /// A part as a scenario, which has its name.
  ///
  /// @throws IllegalArgumentException where there is no such part
  public Scenario scenario(Part part) {
    return scenario(part, steps(part));
  }

  private static Scenario scenario(Part part, List<Step> steps) {
    return new Scenario(part.key(), 1, steps);
  }

  /// The variables that the part before the traffic gives values, in the order of the plan: these
  /// every virtual user has.
  public Set<String> shared() {
    Set<String> names = new LinkedHashSet<>();
    Step.walk(before)
        .forEach(step -> {
          switch (step) {
            case SetVariables set -> set.assignments().forEach(each -> names.add(each.variable()));
            case HttpRequest request ->
                request.captures().forEach(each -> names.add(each.variable()));
            case Think _, Feed _, Group _, Choice _, Repeat _, Parallel _, Log _ -> {}
          }
        });
    return names;
  }
}
