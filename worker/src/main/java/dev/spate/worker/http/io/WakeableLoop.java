package dev.spate.worker.http.io;

import io.netty.channel.ManualIoEventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An event loop that its own thread drives, and whose wake-ups are not lost: one that comes while
/// the loop is awake keeps it from falling asleep the next time. (Netty's own is lost then; there
/// it follows a task, which has the same effect.)
public final class WakeableLoop extends ManualIoEventLoop {
  /// Guards against a wake-up of a loop that is gone.
  private final Object ending = new Object();

  private final Transport transport;
  private @Nullable Alarm alarm;
  private boolean begun;
  private volatile boolean wakeupPending;

  /// @param connections the most that it will have, 1 or more
  public WakeableLoop(Thread owner, Transport transport, int connections) {
    super(owner, transport.ioHandlers(connections));
    this.transport = transport;
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
    run(waitNs > 0 ? limited(waitNs) : -1, 0);
    if (wakeupPending) {
      wakeupPending = false;
    }
  }

  /// @return the wait as Netty takes it: without a limit, 0, where an alarm ends it
  private long limited(long waitNs) {
    if (!begun) {
      begun = true;
      alarm = transport.alarm(this);
    }
    if (alarm == null) {
      return waitNs;
    }
    alarm.set(waitNs);
    return 0;
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
