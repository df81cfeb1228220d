package dev.spate.worker.http.io;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One timeout in the ring of a loop, that stays where it is from one wait to the next.
///
/// Netty's wait with a deadline puts an entry into the ring each time, the kernel sets a timer for
/// it, takes the timer down with the first completion, and completes the entry as well. A loop that
/// is woken by each answer pays that for each answer, while its deadline is as far away as before.
/// Here a timeout is only touched when it has passed, or when the loop has to be back sooner.
///
/// What the entries say is in `io_uring_enter(2)`, under `IORING_OP_TIMEOUT` and
/// `IORING_OP_TIMEOUT_REMOVE`. Times are relative: absolute ones are those of the machine, not of
/// the time namespace that the JVM reads its clock in.
final class UringAlarm implements Alarm, IoUringIoHandle {
  private static final byte TIMEOUT = 11;
  private static final byte TIMEOUT_REMOVE = 12;
  private static final int UPDATE = 1 << 1;

  private static final long NEVER = Long.MAX_VALUE;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Arena arena = Arena.ofConfined();

  /// A `__kernel_timespec`. The kernel reads it when the entry is submitted, which the wait does.
  private final MemorySegment timespec = arena.allocate(JAVA_LONG, 2);

  private final IoRegistration registration;
  private final IoUringIoOps arm = ops(TIMEOUT, 0, timespec.address(), 1, 0);

  /// What the ring knows the timeout by. The same each time, and so is the entry that brings it
  /// forward.
  private long timeout;

  private @Nullable IoUringIoOps sooner;

  /// On the clock of `System.nanoTime`; [#NEVER] where there is none in the ring.
  private long armedNs = NEVER;

  /// For the thread of its loop.
  UringAlarm(IoEventLoop loop) {
    registration = loop.register(this).getNow();
  }

  @Override
  public void set(long waitNs) {
    long dueNs = System.nanoTime() + waitNs;
    if (armedNs != NEVER && armedNs <= dueNs) {
      return;
    }
    timespec.setAtIndex(JAVA_LONG, 0, waitNs / SECOND);
    timespec.setAtIndex(JAVA_LONG, 1, waitNs % SECOND);
    if (armedNs == NEVER) {
      timeout = registration.submit(arm);
    } else {
      var _ = registration.submit(sooner());
    }
    armedNs = dueNs;
  }

  private IoUringIoOps sooner() {
    if (sooner == null) {
      sooner = ops(TIMEOUT_REMOVE, timespec.address(), timeout, 0, UPDATE);
    }
    return sooner;
  }

  /// An update that came too late needs nothing: the timeout's own completion has come too, and the
  /// loop sets it again before it waits.
  @Override
  public void handle(IoRegistration its, IoEvent event) {
    if (((IoUringIoEvent) event).opcode() == TIMEOUT) {
      armedNs = NEVER;
    }
  }

  /// The loop is shut down: it would wait for what is still in the ring.
  @Override
  public void close() {
    if (armedNs != NEVER) {
      var _ = registration.submit(ops(TIMEOUT_REMOVE, 0, timeout, 0, 0));
    }
    var _ = registration.cancel();
  }

  @Override
  public void unregistered() {
    arena.close();
  }

  /// @param addr2 the submission entry's field of that name, like the others
  private static IoUringIoOps ops(byte opcode, long addr2, long addr, int len, int flags) {
    return new IoUringIoOps(
        opcode, (byte) 0, (short) 0, -1, addr2, addr, len, flags, 0L, (short) 0, (short) 0, 0, 0L);
  }
}
