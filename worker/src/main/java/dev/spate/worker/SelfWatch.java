package dev.spate.worker;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// Watches what the worker's own process does to its measurements: processor time and garbage
/// collection pauses, interval by interval.
final class SelfWatch implements AutoCloseable {
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Long> loopThreads;
  private final long[] loopCpuNs;
  private final AtomicLong longestPauseNs = new AtomicLong();
  private final NotificationListener pauses = this::onCollection;
  private long lastNs = System.nanoTime();
  private long lastCpuNs = process.getProcessCpuTime();

  /// @param loopThreads ids of the event loops' threads
  SelfWatch(List<Long> loopThreads) {
    this.loopThreads = loopThreads;
    this.loopCpuNs = new long[loopThreads.size()];
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter && stopsTheWorld(collector)) {
        emitter.addNotificationListener(pauses, null, null);
      }
    }
  }

  private static boolean stopsTheWorld(GarbageCollectorMXBean collector) {
    return !collector.getName().contains("Concurrent") && !collector.getName().contains("Cycles");
  }

  private void onCollection(Notification notification, Object handback) {
    if (notification.getUserData() instanceof CompositeData data) {
      long pauseMs = GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
      longestPauseNs.accumulateAndGet(pauseMs * 1_000_000, Math::max);
    }
  }

  /// What one interval cost.
  ///
  /// @param cpu processor seconds of the process a second
  /// @param loopCpu the share of one processor that the busiest event loop used, 0 to 1
  /// @param gcPauseMaxNs the longest pause, in whole milliseconds
  record Usage(double cpu, double loopCpu, long gcPauseMaxNs) {}

  /// The usage since the last call.
  Usage sinceLast() {
    long now = System.nanoTime();
    double elapsed = Math.max(1, now - lastNs);
    lastNs = now;
    long cpuNs = process.getProcessCpuTime();
    double cpu = (cpuNs - lastCpuNs) / elapsed;
    lastCpuNs = cpuNs;
    double busiest = 0;
    for (int loop = 0; loop < loopCpuNs.length; loop++) {
      long used = threads.getThreadCpuTime(loopThreads.get(loop));
      busiest = Math.max(busiest, (used - loopCpuNs[loop]) / elapsed);
      loopCpuNs[loop] = Math.max(used, loopCpuNs[loop]);
    }
    return new Usage(cpu, Math.clamp(busiest, 0.0, 1.0), longestPauseNs.getAndSet(0));
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter && stopsTheWorld(collector)) {
        try {
          emitter.removeNotificationListener(pauses);
        } catch (ListenerNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
