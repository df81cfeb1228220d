package dev.spate.worker.watch;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// Hears of garbage collections for which the JVM stops, until it is closed. Safe for several
/// threads.
final class CollectionPauses implements AutoCloseable {
  private final AtomicLong longestNs = new AtomicLong();
  private final NotificationListener listener = this::onCollection;
  private final List<NotificationEmitter> heard = new ArrayList<>();

  CollectionPauses() {
    for (GarbageCollectorMXBean collector : stopping()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        heard.add(emitter);
      }
    }
  }

  /// The collectors for which the JVM stops.
  static List<GarbageCollectorMXBean> stopping() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(CollectionPauses::stopsTheWorld)
        .toList();
  }

  private static boolean stopsTheWorld(GarbageCollectorMXBean collector) {
    return !collector.getName().contains("Concurrent") && !collector.getName().contains("Cycles");
  }

  private void onCollection(Notification notification, Object handback) {
    if (notification.getUserData() instanceof CompositeData data) {
      long pauseMs = GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
      longestNs.accumulateAndGet(pauseMs * 1_000_000, Math::max);
    }
  }

  /// In whole milliseconds; 0 where there was none.
  long longestSinceLastNs() {
    return longestNs.getAndSet(0);
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : heard) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }
    heard.clear();
  }
}
