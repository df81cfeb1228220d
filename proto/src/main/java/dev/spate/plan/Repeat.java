package dev.spate.plan;

import java.util.List;

/// Steps that are done again and again.
///
/// @param rounds how often
/// @param steps at least one
public record Repeat(Rounds rounds, List<Step> steps) implements Step {
  public static final int MAX_ROUNDS = 1_000_000;
  public static final long MAX_OVER_NS = 86_400_000_000_000L;

  /// How often steps are done.
  public sealed interface Rounds {}

  /// @param times 1 to [#MAX_ROUNDS]
  public record Times(int times) implements Rounds {
    public Times {
      checkRounds(times);
    }
  }

  /// As long as a condition holds, which is looked at before each round.
  ///
  /// @param atMost so often, 1 to [#MAX_ROUNDS]
  public record While(Condition condition, int atMost) implements Rounds {
    public While {
      checkRounds(atMost);
    }
  }

  /// Once, and again as long as less time has passed since the first round began; a round that has
  /// begun is finished.
  ///
  /// @param ns above 0, up to 1 day
  public record Over(long ns) implements Rounds {
    public Over {
      if (ns < 1 || ns > MAX_OVER_NS) {
        throw new IllegalArgumentException("a loop is over after at most 1 day");
      }
    }
  }

  /// @throws IllegalArgumentException without steps
  public Repeat {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a loop has at least one step");
    }
  }

  private static void checkRounds(int rounds) {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "a loop has 1 to " + MAX_ROUNDS + " rounds, not " + rounds);
    }
  }
}
