package dev.spate.worker.http.pool;

import dev.spate.plan.ConnectionOptions;

/// When the next connection of a loop may be opened: evenly spaced, so many a second. Who comes
/// late, because the loop was busy, makes up for it; but not after more than [#MOST_BEHIND_NS], or
/// a pause of the loop would end in a flood.
final class OpeningPace {
  /// How far openings may be behind their pace and still be caught up with.
  static final long MOST_BEHIND_NS = 100_000_000;

  private static final long SECOND_NS = 1_000_000_000;

  private final long intervalNs;
  private long nextNs;

  /// @param intervalNs between two openings; 0 for no limit
  private OpeningPace(long intervalNs, long nowNs) {
    this.intervalNs = intervalNs;
    nextNs = nowNs;
  }

  /// A loop's part of its worker's pace: as large as its part of the worker's connections.
  ///
  /// @param maxConnections the loop's
  static OpeningPace of(ConnectionOptions options, int maxConnections, long nowNs) {
    long perSecond = options.opensPerSecond();
    if (perSecond == 0) {
      return new OpeningPace(0, nowNs);
    }
    long share = perSecond * maxConnections;
    return new OpeningPace(Math.ceilDiv(SECOND_NS * options.perWorker(), share), nowNs);
  }

  boolean limited() {
    return intervalNs > 0;
  }

  /// How long from `nowNs` until the next one may be opened; 0 or less for now.
  long untilNextNs(long nowNs) {
    return limited() ? nextNs - nowNs : 0;
  }

  /// One is opened.
  ///
  /// @param waited whether it had to wait for its turn
  void onOpened(boolean waited, long nowNs) {
    boolean keepsPace = waited && nowNs - nextNs <= MOST_BEHIND_NS;
    nextNs = (keepsPace ? nextNs : nowNs) + intervalNs;
  }
}
