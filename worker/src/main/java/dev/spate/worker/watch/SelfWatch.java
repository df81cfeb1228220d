package dev.spate.worker.watch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Watches what the worker's own process, JVM and machine do to its measurements, interval by
/// interval: processor time, garbage collection, safepoints, waits for a processor, and processor
/// time that the host of a virtual machine gave to others. Costs some system calls a second, on the
/// thread that asks. Not for several threads.
public final class SelfWatch implements AutoCloseable {
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Long> loopThreads;
  private final long[] loopCpuNs;
  private final List<ProcessorWait> waits = new ArrayList<>();
  private final CollectionPauses collections = new CollectionPauses();
  private final Safepoints safepoints = new Safepoints();
  private final StolenTime stolen = new StolenTime(Path.of("/proc/stat"));
  private long lastNs = System.nanoTime();
  private long lastCpuNs = process.getProcessCpuTime();

  /// @param loopThreads ids of the event loops' threads
  public SelfWatch(List<Long> loopThreads) {
    this.loopThreads = List.copyOf(loopThreads);
    this.loopCpuNs = new long[loopThreads.size()];
  }

  /// Watches what an event loop's thread waits for, too.
  public void add(ProcessorWait loop) {
    waits.add(loop);
  }

  /// What one interval cost.
  ///
  /// @param cpu processor seconds of the process a second
  /// @param loopCpu the share of one processor that the busiest event loop used, 0 to 1
  /// @param gcPauseMaxNs the longest garbage collection pause, in whole milliseconds
  /// @param safepointNs how long all threads stood still for something else, in whole milliseconds;
  ///   0 where the JVM does not say
  /// @param cpuWait the share of the interval in which the event loop that waited most was runnable
  ///   without a processor, 0 to 1; 0 where the system does not say
  /// @param steal the share of the machine's processor time that its host gave to others, 0 to 1;
  ///   likewise
  public record Usage(
      double cpu,
      double loopCpu,
      long gcPauseMaxNs,
      long safepointNs,
      double cpuWait,
      double steal) {}

  /// The usage since the last call; of the first, since this was made.
  public Usage sinceLast() {
    long now = System.nanoTime();
    double elapsed = Math.max(1, now - lastNs);
    lastNs = now;
    long cpuNs = process.getProcessCpuTime();
    double cpu = (cpuNs - lastCpuNs) / elapsed;
    lastCpuNs = cpuNs;
    return new Usage(
        cpu,
        Math.clamp(busiestNs() / elapsed, 0.0, 1.0),
        collections.longestSinceLastNs(),
        safepoints.sinceLastNs(),
        Math.clamp(longestWaitNs() / elapsed, 0.0, 1.0),
        stolen.shareSinceLast());
  }

  private long busiestNs() {
    long busiest = 0;
    for (int loop = 0; loop < loopCpuNs.length; loop++) {
      long used = Math.max(threads.getThreadCpuTime(loopThreads.get(loop)), loopCpuNs[loop]);
      busiest = Math.max(busiest, used - loopCpuNs[loop]);
      loopCpuNs[loop] = used;
    }
    return busiest;
  }

  private long longestWaitNs() {
    long longest = 0;
    for (ProcessorWait wait : waits) {
      longest = Math.max(longest, wait.sinceLastNs());
    }
    return longest;
  }

  @Override
  public void close() {
    collections.close();
  }
}
