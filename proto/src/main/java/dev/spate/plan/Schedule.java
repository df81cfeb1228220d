package dev.spate.plan;

/// When the arrivals of an open phase are due. Pure arithmetic: the same on every machine, whatever
/// the target does, and without the arrivals before it.
public sealed interface Schedule permits OrderedSchedule, PoissonSchedule {
  /// The schedule of one open phase.
  ///
  /// @param seed the plan's
  /// @param phase the phase's index in the plan
  static Schedule of(ArrivingLoad load, long durationNs, long seed, int phase) {
    return switch (load) {
      case OpenLoad open -> of(open, durationNs, seed, phase);
      case ReplayLoad(Instants instants) -> new OrderedSchedule(instants);
    };
  }

  private static Schedule of(OpenLoad load, long durationNs, long seed, int phase) {
    RateCurve curve = new RateCurve(load.from(), load.to(), durationNs);
    return switch (load.arrivals()) {
      case UNIFORM -> new OrderedSchedule(curve);
      case POISSON -> new PoissonSchedule(curve, Draws.bits(seed, PoissonSchedule.STREAM, phase));
    };
  }

  /// Walks the arrivals of some lanes in the order in which they are due. The union over an
  /// [Assignment] is the whole schedule.
  Cursor cursor(Lanes lanes);

  /// A place in the sequence of arrivals. Not for several threads; allocates nothing after it was
  /// made.
  interface Cursor {
    /// When the arrival at this place is due, in nanoseconds since the start of the phase;
    /// [Long#MAX_VALUE] past the last one.
    long dueNs();

    /// The number of the arrival at this place, n; its lane is n mod total. Undefined past the last
    /// one.
    long arrival();

    /// Goes on to the next arrival.
    void advance();

    /// Goes on to the first arrival due at `untilNs` or later, and says how many were passed.
    default long skipUntil(long untilNs) {
      long passed = 0;
      while (dueNs() < untilNs) {
        advance();
        passed++;
      }
      return passed;
    }
  }
}
