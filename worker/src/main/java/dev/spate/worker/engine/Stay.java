package dev.spate.worker.engine;

/// The time that a user of a closed phase spends with one loop: from the deal that brings its lane
/// to the one that takes it. Instants are since arrival 0.
final class Stay {
  /// Of an arrival of an open phase, which has neither number nor iterations.
  static final Stay NONE = new Stay(-1, 0, 0);

  /// So many iterations are set apart for each deal, so that no owner of a lane repeats the number
  /// of another's: a user who takes a millisecond for one gets by with them for four hours.
  static final int ITERATIONS_BITS = 24;

  /// The bits of the numbers of iterations, of 65,536 deals; the users' numbers are above.
  static final int NUMBER_BITS = 40;

  private final int number;
  private final long fromNs;
  private long untilNs = Long.MAX_VALUE;
  private long iteration;
  private boolean over;

  /// @param number of the user in its phase
  /// @param deal the number of the deal that brings it
  Stay(int number, int deal, long fromNs) {
    this.number = number;
    this.iteration = (long) deal << ITERATIONS_BITS;
    this.fromNs = fromNs;
  }

  int number() {
    return number;
  }

  long fromNs() {
    return fromNs;
  }

  /// No iteration begins that is due then or later.
  long untilNs() {
    return untilNs;
  }

  /// Whether the user is there at an instant, as far as is known.
  boolean covers(long ns) {
    return fromNs <= ns && ns < untilNs;
  }

  void endAt(long ns) {
    untilNs = Math.min(untilNs, ns);
  }

  /// What was to end it does not hold any more.
  void goOn() {
    untilNs = Long.MAX_VALUE;
  }

  /// The number of the user's next iteration, which nobody else uses.
  long takeIteration() {
    return iteration++;
  }

  /// Whether the user has left.
  boolean over() {
    return over;
  }

  void setOver(boolean over) {
    this.over = over;
  }
}
