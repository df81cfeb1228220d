package dev.spate.coordinator;

import dev.spate.measure.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts one worker's interval reports into their order, each once. Immutable.
///
/// @param next the sequence number that is to be handed over next; all before it were
/// @param early reports that came before their turn, at most [#MAX_EARLY] ahead of it; those
///   further ahead are dropped, since a worker sends again what is not acknowledged
record Inbox(long next, SortedMap<Long, Interval> early) {
  static final int MAX_EARLY = 64;
  static final Inbox EMPTY = new Inbox(0, new TreeMap<>());

  Inbox {
    early = Collections.unmodifiableSortedMap(new TreeMap<>(early));
  }

  /// @param inOrder what can now be handed over, perhaps nothing
  record Accepted(Inbox inbox, List<Interval> inOrder) {
    Accepted {
      inOrder = List.copyOf(inOrder);
    }
  }

  Accepted accept(Interval interval) {
    long sequence = interval.sequence();
    if (sequence < next || sequence >= next + MAX_EARLY || early.containsKey(sequence)) {
      return new Accepted(this, List.of());
    }
    if (sequence == next && early.isEmpty()) {
      return new Accepted(new Inbox(next + 1, early), List.of(interval));
    }
    TreeMap<Long, Interval> waiting = new TreeMap<>(early);
    waiting.put(sequence, interval);
    return handOver(waiting);
  }

  private Accepted handOver(TreeMap<Long, Interval> waiting) {
    List<Interval> inOrder = new ArrayList<>();
    long turn = next;
    for (Interval interval = waiting.remove(turn);
        interval != null;
        interval = waiting.remove(turn)) {
      inOrder.add(interval);
      turn++;
    }
    return new Accepted(new Inbox(turn, waiting), inOrder);
  }

  /// Whether a report is missing before one that came.
  boolean hasGap() {
    return !early.isEmpty();
  }

  /// What the worker need not send again; −1 for nothing yet.
  long acknowledged() {
    return next - 1;
  }
}
