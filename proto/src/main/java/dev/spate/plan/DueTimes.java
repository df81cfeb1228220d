package dev.spate.plan;

/// When each arrival of a phase is due. Arrivals are numbered from 0 in the order in which they
/// are, and no two are due at the same nanosecond.
public sealed interface DueTimes permits RateCurve, Instants {
  /// How many arrivals there are.
  long total();

  /// When arrival `n` is due, in nanoseconds since the start of the phase.
  ///
  /// @param n 0 to [#total()] − 1
  long dueNs(long n);

  /// How many arrivals are due before `tNs`.
  long arrivalsBefore(long tNs);
}
