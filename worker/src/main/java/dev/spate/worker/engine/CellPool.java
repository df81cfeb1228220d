package dev.spate.worker.engine;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Memory that goes round between the loops, which fill it, and the thread that encodes it: a few
/// times a second, never per request. Bounded; what does not fit is left to the garbage collector.
/// Safe for several threads.
final class CellPool {
  private static final int CELLS = 4_096;
  private static final int CUTS = 256;

  private final Queue<RequestCell> requests = new ArrayBlockingQueue<>(CELLS);
  private final Queue<ArrivalCell> arrivals = new ArrayBlockingQueue<>(CELLS);
  private final Queue<Cut> cuts = new ArrayBlockingQueue<>(CUTS);

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
    Cut cut = cuts.poll();
    return cut == null ? new Cut(this) : cut;
  }

  void put(RequestCell cell) {
    var _ = requests.offer(cell);
  }

  void put(ArrivalCell cell) {
    var _ = arrivals.offer(cell);
  }

  void put(Cut cut) {
    var _ = cuts.offer(cut);
  }
}
