package dev.spate.target;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The target's only thread: the network, what is due, and stalls.
///
/// It is precise because it owns its waiting. It asks the kernel to wait until shortly before the
/// next instant that matters, and polls the network from there on, because a kernel wakes a thread
/// 50 microseconds late and more. During a stall it does nothing at all, so everything about the
/// server stands still, accepting too. All methods but [#stop] belong to its thread.
final class TargetLoop implements Runnable {
  /// How long before an instant the loop stops asking the kernel to wait.
  private static final long SPIN_NS = 150_000;

  /// Netty rounds long waits to milliseconds, so they are cut short by this and then waited finely.
  private static final long COARSE_NS = 2_000_000;

  private static final long NEVER = Long.MAX_VALUE;

  private final Thread thread;
  private final ManualIoEventLoop events;
  private final Stalls stalls;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long dueNumber;
  private long originNs;
  private boolean originKnown;
  private long stallNumber;
  private volatile boolean stopping;

  TargetLoop(Stalls stalls) {
    this.stalls = stalls;
    this.thread = Thread.ofPlatform().daemon().name("spate-target").unstarted(this);
    this.events =
        new ManualIoEventLoop(thread, ioHandlers()) {
          // A wake-up of a loop that is awake is lost to Netty; what it was for is not.
          @Override
          protected boolean canBlock() {
            return !stopping;
          }
        };
  }

  private static IoHandlerFactory ioHandlers() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  ManualIoEventLoop events() {
    return events;
  }

  void start() {
    thread.start();
  }

  /// The instant that stalls count from; only the first call counts.
  void origin(long nanoTime) {
    if (!originKnown) {
      originKnown = true;
      originNs = nanoTime;
    }
  }

  /// Does something at an instant, or in the next round where it has passed.
  void at(long nanoTime, Runnable action) {
    due.add(new Due(nanoTime, dueNumber++, action));
  }

  /// Ends the loop, a stall too, and waits for its end. For any other thread.
  void stop() {
    stopping = true;
    events.wakeup();
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    while (!stopping) {
      long untilNs = Math.min(untilDue(), untilStall());
      if (untilNs <= 0) {
        events.runNow();
        holdStall();
        doWhatIsDue();
      } else if (untilNs <= SPIN_NS) {
        events.runNow();
        Thread.onSpinWait();
      } else {
        events.run(waitNs(untilNs));
      }
    }
    var _ = events.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    while (!events.isTerminated()) {
      events.runNow();
    }
  }

  /// To Netty, 0 means for ever.
  private static long waitNs(long untilNs) {
    if (untilNs == NEVER) {
      return 0;
    }
    return untilNs > 2 * COARSE_NS ? untilNs - COARSE_NS : untilNs - SPIN_NS;
  }

  private long untilDue() {
    Due next = due.peek();
    return next == null ? NEVER : next.atNs() - System.nanoTime();
  }

  private long untilStall() {
    long beginsNs = stalls.beginsNs(stallNumber);
    return !originKnown || beginsNs == NEVER ? NEVER : originNs + beginsNs - System.nanoTime();
  }

  private void doWhatIsDue() {
    Due next = due.peek();
    while (next != null && next.atNs() - System.nanoTime() <= 0 && untilStall() > 0) {
      due.remove().action().run();
      next = due.peek();
    }
  }

  private void holdStall() {
    if (untilStall() > 0) {
      return;
    }
    long endNs = originNs + stalls.beginsNs(stallNumber) + stalls.lengthNs();
    stallNumber++;
    long leftNs = endNs - System.nanoTime();
    while (leftNs > 0 && !stopping) {
      if (leftNs > SPIN_NS) {
        LockSupport.parkNanos(this, leftNs - SPIN_NS);
      } else {
        Thread.onSpinWait();
      }
      leftNs = endNs - System.nanoTime();
    }
  }
}
