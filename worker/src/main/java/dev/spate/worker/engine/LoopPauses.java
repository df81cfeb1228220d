package dev.spate.worker.engine;

/// Notices when a loop comes back later than it meant to: because its thread had no processor,
/// because the whole process or machine stood still, or because a pass took long. While requests
/// are in flight the loop looks up every [#TICK_NS], so that such a pause is seen even if nothing
/// was due in it: an answer that came meanwhile was read too late.
final class LoopPauses {
  /// How long a loop with requests in flight waits at most.
  static final long TICK_NS = 1_000_000;

  private long expectedNs;
  private long longestNs;

  /// @param ns when the loop means to be back at the latest
  void expect(long ns) {
    expectedNs = ns;
  }

  /// The loop is back.
  ///
  /// @return how much later than it meant to be; negative for earlier
  long onBack(long nowNs) {
    long lateNs = nowNs - expectedNs;
    longestNs = Math.max(longestNs, lateNs);
    return lateNs;
  }

  /// The longest since the last cut, 0 or more.
  long cut() {
    long longest = longestNs;
    longestNs = 0;
    return longest;
  }
}
