package dev.spate.worker.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The leeway that Linux takes to wake an ordinary thread later than it asked for, so that several
/// wake up together: 50 µs, unless the thread says otherwise (`prctl(2)`, `PR_SET_TIMERSLACK`).
final class TimerSlack {
  private static final Logger LOG = LoggerFactory.getLogger(TimerSlack.class);
  private static final int PR_SET_TIMERSLACK = 29;
  private static final long LEAST_NS = 1;

  private TimerSlack() {}

  /// Takes the calling thread's leeway away, where the system lets it: on Linux, in a program that
  /// may call native code. Elsewhere nothing happens.
  ///
  /// @return whether it is gone
  static boolean remove() {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !TimerSlack.class.getModule().isNativeAccessEnabled()) {
      LOG.debug("timer slack stays: this is not Linux, or native access is not enabled");
      return false;
    }
    try {
      int result = (int) prctl().invokeExact(PR_SET_TIMERSLACK, LEAST_NS, 0L, 0L, 0L);
      LOG.debug("timer slack of {}: prctl returned {}", Thread.currentThread().getName(), result);
      return result == 0;
    } catch (Throwable refused) { // what a method handle may throw; punctuality is all that is lost
      LOG.debug("timer slack stays", refused);
      return false;
    }
  }

  @SuppressWarnings("restricted") // that it may call native code is what remove() asks first
  private static MethodHandle prctl() {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().findOrThrow("prctl");
    return linker.downcallHandle(
        function,
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG),
        Linker.Option.firstVariadicArg(1));
  }
}
