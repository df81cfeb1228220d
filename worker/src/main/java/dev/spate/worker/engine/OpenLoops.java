package dev.spate.worker.engine;

/// The loops that a virtual user is in, each within the one before it. Used again for the next
/// flow; allocates nothing.
final class OpenLoops {
  private final int[] rounds;
  private final long[] sinceNs;
  private final long[] roundSinceNs;
  private int depth;

  /// @param most how many may be open at once
  OpenLoops(int most) {
    rounds = new int[most];
    sinceNs = new long[most];
    roundSinceNs = new long[most];
  }

  /// Forgets those of the flow before, which may have been interrupted.
  void clear() {
    depth = 0;
  }

  void begin(long dueNs) {
    rounds[depth] = 0;
    sinceNs[depth] = dueNs;
    depth++;
  }

  /// How many rounds of the innermost one have begun.
  int rounds() {
    return rounds[depth - 1];
  }

  /// How long the innermost one has taken.
  long lastedNs(long nowNs) {
    return nowNs - sinceNs[depth - 1];
  }

  /// Whether its last round took no time.
  boolean idle(long nowNs) {
    return rounds() > 0 && nowNs == roundSinceNs[depth - 1];
  }

  /// Another round begins.
  void beginRound(long nowNs) {
    rounds[depth - 1]++;
    roundSinceNs[depth - 1] = nowNs;
  }

  /// The innermost one is over.
  void end() {
    depth--;
  }
}
