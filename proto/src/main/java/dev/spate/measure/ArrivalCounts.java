package dev.spate.measure;

/// The accounts of planned arrivals.
///
/// @param planned called for by the schedule; in a closed phase, iterations whose user was free and
///   whose pacing was over
/// @param begun a virtual user began its flow
/// @param completed begun, and the flow was finished
/// @param interrupted begun, and the flow was unfinished when the run ended
/// @param dropped refused by a stated limit, where the plan says so
/// @param missed due, and not begun by the end
/// @param lost died with a worker
public record ArrivalCounts(
    long planned,
    long begun,
    long completed,
    long interrupted,
    long dropped,
    long missed,
    long lost) {
  public static final ArrivalCounts NONE = new ArrivalCounts(0, 0, 0, 0, 0, 0, 0);

  public ArrivalCounts plus(ArrivalCounts other) {
    return new ArrivalCounts(
        planned + other.planned,
        begun + other.begun,
        completed + other.completed,
        interrupted + other.interrupted,
        dropped + other.dropped,
        missed + other.missed,
        lost + other.lost);
  }

  /// The same with another number of planned arrivals.
  public ArrivalCounts withPlanned(long planned) {
    return new ArrivalCounts(planned, begun, completed, interrupted, dropped, missed, lost);
  }

  /// The same with more lost ones.
  public ArrivalCounts plusLost(long more) {
    return new ArrivalCounts(planned, begun, completed, interrupted, dropped, missed, lost + more);
  }

  /// How many have an account.
  public long accounted() {
    return completed + interrupted + dropped + missed + lost;
  }

  public boolean balanced() {
    return planned == accounted();
  }
}
