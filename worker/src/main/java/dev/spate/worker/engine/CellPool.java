package dev.spate.worker.engine;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Memory that goes round between the loops, which fill it, and the thread that encodes it: a few
/// times a second, never per request. Bounded; what does not fit is left to the garbage collector.
/// Safe for several threads.
final class CellPool {
  private static final int CELLS = 1_024;
  private static final int CUTS = 256;

  /// So many cuts of each loop may be filled or encoded before it waits.
  private static final int CUTS_A_LOOP = 3;

  private static final long PAUSE_NS = 1_000_000;
  private static final long PATIENCE_NS = 10_000_000_000L;

  private final Queue<RequestCell> requests = new ArrayBlockingQueue<>(CELLS);
  private final Queue<ArrivalCell> arrivals = new ArrayBlockingQueue<>(CELLS);
  private final int mostOutstanding;
  private final AtomicInteger outstanding = new AtomicInteger();
  private final Queue<Cut> cuts = new ArrayBlockingQueue<>(CUTS);

  /// @param loops that share it
  CellPool(int loops) {
    this.mostOutstanding = loops * CUTS_A_LOOP;
  }

  RequestCell requestCell(int phase, int name, int slot) {
    RequestCell cell = requests.poll();
    if (cell == null) {
      cell = new RequestCell();
    }
    cell.reset(phase, name, slot);
    return cell;
  }

  ArrivalCell arrivalCell(int phase, int slot) {
    ArrivalCell cell = arrivals.poll();
    if (cell == null) {
      cell = new ArrivalCell();
    }
    cell.reset(phase, slot);
    return cell;
  }

  Cut cut() {
    outstanding.incrementAndGet();
    Cut cut = cuts.poll();
    return cut == null ? new Cut(this) : cut;
  }

  /// Waits, where a loop hands over faster than anybody encodes; not for a loop that still has
  /// requests in flight.
  void awaitRecycling() {
    long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (outstanding.get() > mostOutstanding && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  void put(RequestCell cell) {
    var _ = requests.offer(cell);
  }

  void put(ArrivalCell cell) {
    var _ = arrivals.offer(cell);
  }

  void put(Cut cut) {
    outstanding.decrementAndGet();
    var _ = cuts.offer(cut);
  }
}
