package dev.spate.plan;

/// Numbers the arrivals of all phases of a run one after the other, so that no two have the same:
/// by them records are dealt. The numbers of a Poisson phase have gaps ([PoissonSchedule]); so have
/// those of a closed one, whose iterations nobody can count beforehand: what follows it begins at 0
/// again. Immutable.
public final class FeedNumbers {
  private final long[] offsets;
  private final int[] users;

  /// @param plan whose queues say how far the numbers matter
  public FeedNumbers(Plan plan) {
    offsets = new long[plan.phases().size()];
    users = new int[offsets.length];
    long enough = plan.feeders().stream().mapToLong(Feeder::records).max().orElse(0);
    long next = 0;
    for (int phase = 0; phase < offsets.length; phase++) {
      offsets[phase] = next;
      Phase planned = plan.phases().get(phase);
      switch (planned.load()) {
        case OpenLoad open -> next += numbers(open, planned.durationNs(), plan, phase, enough);
        case ReplayLoad(Instants instants) -> next += instants.total();
        case ClosedLoad closed -> {
          users[phase] = closed.mostUsers();
          next = 0;
        }
      }
    }
  }

  /// One more than the highest number of a phase; less where that is `enough` already.
  private static long numbers(OpenLoad load, long durationNs, Plan plan, int phase, long enough) {
    if (load.arrivals() == OpenLoad.Arrivals.UNIFORM || enough == 0) {
      return new RateCurve(load.from(), load.to(), durationNs).total();
    }
    Schedule.Cursor cursor =
        Schedule.of(load, durationNs, plan.seed(), phase).cursor(Lanes.all(plan.lanes()));
    long numbers = 0;
    for (long seen = 0; seen < enough && cursor.dueNs() < durationNs; seen++) {
      numbers = Math.max(numbers, cursor.arrival() + 1);
      cursor.advance();
    }
    return numbers;
  }

  /// The number of an arrival, or of a user's iteration, in the whole run.
  ///
  /// @param user of a closed phase; of no matter in an open one
  /// @param number of the arrival in its phase, or of the user's iteration
  public long of(int phase, long user, long number) {
    return offsets[phase] + (users[phase] == 0 ? number : number * users[phase] + user);
  }
}
