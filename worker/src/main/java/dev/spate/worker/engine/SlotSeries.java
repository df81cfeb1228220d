package dev.spate.worker.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of one key that were touched since the last cut, found by slot in one step: a ring
/// indexed by the slot's low bits, which doubles when two slots meet in one place. So it is as
/// large as the span of slots that one tick touches, which the request timeout and the waits for
/// limits bound.
abstract class SlotSeries<C> {
  private static final int SMALLEST = 8;

  private @Nullable C[] ring = ring(SMALLEST);
  private int latestSlot = -1;
  private @Nullable C latest;

  /// The slot of a cell.
  abstract int slotOf(C cell);

  /// A cell for a slot that was not touched since the last cut. Called once a slot and tick.
  abstract C open(int slot);

  final C at(int slot) {
    C cell = latest;
    return slot == latestSlot && cell != null ? cell : find(slot);
  }

  /// Forgets the cells, which were handed over.
  final void clear() {
    Arrays.fill(ring, null);
    latestSlot = -1;
    latest = null;
  }

  private C find(int slot) {
    int place = slot & (ring.length - 1);
    C cell = ring[place];
    while (cell != null && slotOf(cell) != slot) {
      grow();
      place = slot & (ring.length - 1);
      cell = ring[place];
    }
    if (cell == null) {
      cell = open(slot);
      ring[place] = cell;
    }
    latestSlot = slot;
    latest = cell;
    return cell;
  }

  private void grow() {
    @Nullable C[] larger = ring(ring.length * 2);
    for (C cell : ring) {
      if (cell != null) {
        larger[slotOf(cell) & (larger.length - 1)] = cell;
      }
    }
    ring = larger;
  }

  @SuppressWarnings("unchecked") // holds nothing but C, and is never seen outside
  private static <C> @Nullable C[] ring(int length) {
    return (@Nullable C[]) new Object[length];
  }
}
