package dev.spate.coordinator.report;

import dev.spate.measure.RequestDelta;
import dev.spate.measure.RequestTotals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was reported of one slot so far: the accounts by worker, and the distributions of all of
/// them together.
final class OpenSlot {
  /// Of one that nobody reported of; nobody adds to it.
  static final OpenSlot NONE = new OpenSlot();

  private final Map<WorkerFold, SlotShare> shares = new LinkedHashMap<>();
  private final SortedMap<RequestKey, Row> rows = new TreeMap<>();

  /// The deltas of few workers stay encoded until the slot closes: many slots wait for a slow
  /// answer, and so they are small. Those of many are added up as they come, so that a slot has a
  /// bound that their number is not in.
  private static final class Row {
    private static final int MOST_ENCODED = 64;

    private final List<RequestDelta> encoded = new ArrayList<>();
    private @Nullable RequestTotals sum;

    void add(RequestDelta delta) {
      encoded.add(delta);
      if (encoded.size() == MOST_ENCODED) {
        total();
      }
    }

    RequestTotals total() {
      RequestTotals total = sum == null ? new RequestTotals() : sum;
      encoded.forEach(total::add);
      encoded.clear();
      sum = total;
      return total;
    }
  }

  SlotShare share(WorkerFold worker) {
    return shares.computeIfAbsent(worker, _ -> new SlotShare());
  }

  /// What a worker reported; of one who did not, nothing.
  SlotShare shareOf(WorkerFold worker) {
    return shares.getOrDefault(worker, SlotShare.NONE);
  }

  void add(RequestKey key, RequestDelta delta) {
    rows.computeIfAbsent(key, _ -> new Row()).add(delta);
  }

  /// The sums by row. Nothing is added afterwards.
  SortedMap<RequestKey, RequestTotals> totals() {
    SortedMap<RequestKey, RequestTotals> totals = new TreeMap<>();
    rows.forEach((key, row) -> totals.put(key, row.total()));
    return totals;
  }
}
