package dev.spate.worker.watch;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/// How long all threads of the JVM stood still at safepoints for something else than garbage
/// collection: a heap dump, a deoptimization, somebody's `jstack`.
///
/// HotSpot's own count of it is one of its internal management beans. They have to be asked for by
/// name, and can be read where the JVM was started with
/// `--add-exports=java.management/sun.management=ALL-UNNAMED`, as the launcher does. Without it
/// this knows nothing; the loops notice that they stood still all the same, and cannot say why.
final class Safepoints {
  private static final String REGISTERS_ALL = "sun.management.HotspotInternal";
  private static final String RUNTIME = "sun.management:type=HotspotRuntime";
  private static final String TOTAL_MS = "TotalSafepointTime";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final List<GarbageCollectorMXBean> collectors = CollectionPauses.stopping();
  private final @Nullable ObjectName runtime;
  private long lastMs;

  Safepoints() {
    runtime = register();
    lastMs = othersMs();
  }

  private @Nullable ObjectName register() {
    try {
      beans.createMBean(REGISTERS_ALL, null);
    } catch (InstanceAlreadyExistsException _) {
      // By an earlier run in this process.
    } catch (JMException _) {
      return null; // another JVM
    }
    try {
      ObjectName name = new ObjectName(RUNTIME);
      beans.getAttribute(name, TOTAL_MS);
      return name;
    } catch (JMException _) {
      return null; // not exported
    }
  }

  /// Whether the JVM says.
  boolean known() {
    return runtime != null;
  }

  /// In whole milliseconds; 0 where it is not known.
  long sinceLastNs() {
    long sinceMs = othersMs() - lastMs;
    lastMs += Math.max(0, sinceMs); // a collection may be counted before its safepoint is
    return Math.max(0, sinceMs) * 1_000_000;
  }

  private long othersMs() {
    if (runtime == null) {
      return 0;
    }
    try {
      long collectionsMs = 0;
      for (GarbageCollectorMXBean collector : collectors) {
        collectionsMs += collector.getCollectionTime();
      }
      return (Long) beans.getAttribute(runtime, TOTAL_MS) - collectionsMs;
    } catch (JMException e) {
      throw new IllegalStateException(e); // it could be read when it was registered
    }
  }
}
