package dev.spate.worker.http.io;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;

/// An event loop that its own thread drives, and whose wake-ups are not lost: one that comes while
/// the loop is awake keeps it from falling asleep the next time. (Netty's own is lost then; there
/// it follows a task, which has the same effect.)
public final class WakeableLoop extends ManualIoEventLoop {
  private volatile boolean wakeupPending;

  public WakeableLoop(Thread owner, IoHandlerFactory ioHandlers) {
    super(owner, ioHandlers);
  }

  /// For any thread.
  public void interruptWait() {
    wakeupPending = true;
    wakeup();
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

  @Override
  protected boolean canBlock() {
    return !wakeupPending;
  }
}
