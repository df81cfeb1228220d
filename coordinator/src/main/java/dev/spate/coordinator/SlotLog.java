package dev.spate.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The rows of the slots that closed last, numbered from 1, for listeners that come late or come
/// back. Bounded: of a run with more slots the oldest rows are forgotten here; its journal and its
/// report have them.
final class SlotLog {
  /// Five and a half hours of slots.
  static final int CAPACITY = 20_000;

  private final Deque<String> rows = new ArrayDeque<>();
  private final int capacity;
  private long last;

  SlotLog(int capacity) {
    this.capacity = capacity;
  }

  /// @return the row's number
  long add(String row) {
    if (rows.size() == capacity) {
      rows.removeFirst();
    }
    rows.addLast(row);
    return ++last;
  }

  /// What a listener has missed that heard of the rows up to and with `number`.
  List<RunFeed> after(long number) {
    List<RunFeed> missed = new ArrayList<>();
    long first = last - rows.size() + 1;
    if (number + 1 < first) {
      missed.add(new RunFeed.Skipped(number + 1, first - 1));
    }
    long from = Math.max(first, number + 1);
    if (from <= last) {
      missed.add(new RunFeed.Slots(from, rows.stream().skip(from - first).toList()));
    }
    return missed;
  }
}
