package dev.spate.coordinator.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many connections the API may hold, so that those who keep theirs open do not take the file
/// descriptors that the journal, the reports and the workers need.
final class Descriptors {
  private static final int MOST = 1_024;
  private static final int LEAST = 8;

  /// For files, and for the connections of the cluster.
  private static final long RESERVED = 256;

  private Descriptors() {}

  /// From what this process may have and has by now.
  static int forClients() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? forClients(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
        : MOST;
  }

  /// What is left beside the reserve, but half of all that is free where that is not enough for
  /// both.
  static int forClients(long most, long open) {
    long free = Math.max(0, most - open);
    return Math.clamp(Math.max(free - RESERVED, free / 2), LEAST, MOST);
  }
}
