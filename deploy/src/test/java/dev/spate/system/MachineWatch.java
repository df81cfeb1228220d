package dev.spate.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Watches the machine while a test measures: a thread that wants to wake up every half
/// millisecond, and notes when it could not. A virtual machine whose processors are taken away, or
/// that has more to do than processors, holds up everybody; what falls into such a pause is no
/// fault of the generator's.
final class MachineWatch implements AutoCloseable {
  private static final long PERIOD_NS = 500_000;
  private static final long PAUSE_NS = 1_000_000;

  /// What was held up by a pause is still catching up for so long after it.
  private static final long AFTERMATH_NS = 2_000_000;

  private record Pause(long fromNs, long untilNs) {}

  private final List<Pause> pauses = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::watch);
  private volatile boolean open = true;

  MachineWatch() {
    thread.start();
  }

  private void watch() {
    long last = System.nanoTime();
    while (open) {
      LockSupport.parkNanos(PERIOD_NS);
      long now = System.nanoTime();
      if (now - last > PERIOD_NS + PAUSE_NS) {
        synchronized (pauses) {
          pauses.add(new Pause(last, now + AFTERMATH_NS));
        }
      }
      last = now;
    }
  }

  /// Whether the machine stood still somewhere between two instants of the monotonic clock.
  boolean paused(long fromNs, long untilNs) {
    synchronized (pauses) {
      return pauses.stream()
          .anyMatch(pause -> pause.fromNs() <= untilNs && pause.untilNs() >= fromNs);
    }
  }

  int pauses() {
    synchronized (pauses) {
      return pauses.size();
    }
  }

  @Override
  public void close() {
    open = false;
  }
}
