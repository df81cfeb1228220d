package dev.spate.plan;

/// Users that each run one iteration after another.
///
/// @param users how many at the start, 0 to 1,000,000
/// @param rampTo how many at the end; they come or go evenly over the phase
/// @param pacingNs the least time from the start of an iteration to the start of the same user's
///   next, 0 for none
public record ClosedLoad(int users, int rampTo, long pacingNs) implements Load {
  /// The most users of a phase.
  public static final int MAX_USERS = 1_000_000;

  private static final long MAX_PACING_NS = 30 * 86_400_000_000_000L;

  /// @throws IllegalArgumentException outside the ranges above, or where there is never a user
  public ClosedLoad {
    if (users < 0 || users > MAX_USERS || rampTo < 0 || rampTo > MAX_USERS) {
      throw new IllegalArgumentException(
          "0 to " + MAX_USERS + " users, not " + users + " to " + rampTo);
    }
    if (users == 0 && rampTo == 0) {
      throw new IllegalArgumentException("zero users send nothing");
    }
    if (pacingNs < 0 || pacingNs > MAX_PACING_NS) {
      throw new IllegalArgumentException("pacing is 0 to 30 days");
    }
  }

  /// The most users at one time.
  public int mostUsers() {
    return Math.max(users, rampTo);
  }

  /// When user u begins, in nanoseconds since the start of a phase of `durationNs`: at once for
  /// those who are there from the start, then evenly spaced.
  public long beginsNs(int user, long durationNs) {
    return user < users ? 0 : part(user - users, durationNs);
  }

  /// When user u begins no further iteration: at the end of the phase, or earlier where users go.
  /// The last to come goes first.
  public long endsNs(int user, long durationNs) {
    return user < rampTo || rampTo >= users ? durationNs : part(users - user, durationNs);
  }

  /// ⌊count·D/|rampTo − users|⌋ without overflow.
  private long part(int count, long durationNs) {
    int change = Math.abs(rampTo - users);
    return durationNs / change * count + durationNs % change * count / change;
  }
}
