package dev.spate.worker.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How long a thread was runnable and had no processor, by the account of Linux's scheduler: the
/// second field of `/proc/PID/task/TID/schedstat`, in nanoseconds. It is the best evidence there is
/// that somebody else was on the processor that an event loop needed.
public final class ProcessorWait {
  private static final Path THIS_THREAD = Path.of("/proc/thread-self");

  private final @Nullable Path schedstat;
  private long lastNs;

  /// @param schedstat the thread's file; null where the system has none
  ProcessorWait(@Nullable Path schedstat) {
    this.schedstat = schedstat;
    this.lastNs = totalNs();
  }

  /// That of the calling thread, which others may then ask for.
  public static ProcessorWait ofThisThread() {
    try {
      Path thread = THIS_THREAD.resolveSibling(Files.readSymbolicLink(THIS_THREAD));
      Path schedstat = thread.resolve("schedstat");
      return new ProcessorWait(Files.isReadable(schedstat) ? schedstat : null);
    } catch (IOException | UnsupportedOperationException _) {
      return new ProcessorWait(null);
    }
  }

  /// 0 where it is not known.
  long sinceLastNs() {
    long totalNs = Math.max(lastNs, totalNs());
    long sinceNs = totalNs - lastNs;
    lastNs = totalNs;
    return sinceNs;
  }

  private long totalNs() {
    if (schedstat == null) {
      return 0;
    }
    try {
      String[] fields = Files.readString(schedstat).split(" ", -1);
      return fields.length < 2 ? 0 : Long.parseLong(fields[1]);
    } catch (IOException | NumberFormatException _) {
      return 0; // the thread has ended
    }
  }
}
