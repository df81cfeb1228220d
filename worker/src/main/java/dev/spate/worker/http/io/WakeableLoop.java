package dev.spate.worker.http.io;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import java.util.concurrent.TimeUnit;

/// An event loop that its own thread drives, and whose wake-ups are not lost: one that comes while
/// the loop is awake keeps it from falling asleep the next time. (Netty's own is lost then; there
/// it follows a task, which has the same effect.)
public final class WakeableLoop extends ManualIoEventLoop {
  /// Guards against a wake-up of a loop that is gone.
  private final Object ending = new Object();

  private volatile boolean wakeupPending;

  public WakeableLoop(Thread owner, IoHandlerFactory ioHandlers) {
    super(owner, ioHandlers);
  }

  /// For any thread, and at any time.
  public void interruptWait() {
    synchronized (ending) {
      if (!isShuttingDown()) {
        wakeupPending = true;
        wakeup();
      }
    }
  }

  /// Does what is ready, and waits for it.
  ///
  /// @param waitNs 0 or less does not wait
  public void pass(long waitNs) {
    run(waitNs > 0 ? waitNs : -1, 0);
    if (wakeupPending) {
      wakeupPending = false;
    }
  }

  /// Ends it, and does what is left to do.
  public void end() {
    synchronized (ending) {
      var _ = shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    }
    while (!isTerminated()) {
      pass(0);
    }
  }

  @Override
  protected boolean canBlock() {
    return !wakeupPending;
  }
}
