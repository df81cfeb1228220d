package dev.spate.worker;

import dev.spate.measure.Occupancy;
import dev.spate.worker.engine.Cut;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes one cut of the cuts of several loops, as soon as each loop that still runs has handed one
/// in. A loop that is ahead waits for the others, and its further cuts are absorbed.
final class CutMerger {
  private final @Nullable Cut[] pending;
  private final long[] untilNs;
  private final long[] inFlight;
  private final long[] connections;
  private final long[] unendedNs;
  private long requestNs;
  private long pauseMaxNs;
  private final boolean[] ended;
  private final int[] deals;

  CutMerger(int loops) {
    pending = new @Nullable Cut[loops];
    untilNs = new long[loops];
    inFlight = new long[loops];
    connections = new long[loops];
    unendedNs = new long[loops];
    ended = new boolean[loops];
    deals = new int[loops];
  }

  /// The cuts of all loops in one.
  ///
  /// @param untilNs up to when every loop was cut, since arrival 0
  /// @param inFlight requests without an answer, of all loops
  /// @param connections of all loops
  /// @param occupancy requests under way, of all loops
  /// @param pauseMaxNs the longest of any loop
  /// @param deal that all loops follow
  /// @param last whether no loop runs any more
  record Merged(
      Cut cut,
      long untilNs,
      long inFlight,
      long connections,
      Occupancy occupancy,
      long pauseMaxNs,
      int deal,
      boolean last) {}

  /// @return what all loops cut, where this was the cut that was waited for
  Optional<Merged> add(int loop, Cut cut) {
    untilNs[loop] = cut.untilNs();
    inFlight[loop] = cut.inFlight();
    connections[loop] = cut.last() ? 0 : cut.connections();
    ended[loop] = cut.last();
    deals[loop] = cut.deal();
    unendedNs[loop] = cut.occupancy().unendedNs();
    requestNs += cut.occupancy().requestNs();
    pauseMaxNs = Math.max(pauseMaxNs, cut.pauseMaxNs());
    Cut waiting = pending[loop];
    if (waiting == null) {
      pending[loop] = cut;
    } else {
      waiting.absorb(cut);
    }
    return complete() ? Optional.of(merge(cut)) : Optional.empty();
  }

  /// The least, also of loops that have ended: they will not follow a later one.
  private int deal() {
    return Arrays.stream(deals).min().orElse(0);
  }

  private boolean complete() {
    for (int loop = 0; loop < pending.length; loop++) {
      if (pending[loop] == null && !ended[loop]) {
        return false;
      }
    }
    return true;
  }

  /// @param whole what is pending of the loop that was waited for: it had nothing pending, so this
  ///   cut was not absorbed by another
  private Merged merge(Cut whole) {
    long until = Long.MAX_VALUE;
    long openRequests = 0;
    long openConnections = 0;
    long openNs = 0;
    boolean last = true;
    for (int loop = 0; loop < pending.length; loop++) {
      Cut cut = pending[loop];
      if (cut != null && cut != whole) {
        whole.absorb(cut);
      }
      pending[loop] = null;
      last &= ended[loop];
      openRequests += inFlight[loop];
      openConnections += connections[loop];
      openNs += unendedNs[loop];
    }
    for (int loop = 0; loop < pending.length; loop++) {
      if (last || !ended[loop]) {
        until = Math.min(until, untilNs[loop]);
      }
    }
    Occupancy occupancy = new Occupancy(requestNs, openNs);
    Merged merged =
        new Merged(
            whole, until, openRequests, openConnections, occupancy, pauseMaxNs, deal(), last);
    requestNs = 0;
    pauseMaxNs = 0;
    return merged;
  }
}
