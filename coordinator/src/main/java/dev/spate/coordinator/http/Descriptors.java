package dev.spate.coordinator.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// How many connections the API takes at a time: so many that the files of a run and the links to
/// the workers find file descriptors too, however many clients there are. More clients than that
/// wait until others have gone.
final class Descriptors {
  /// As many as anybody needs.
  static final int MOST = 1_024;

  /// A process that has hardly any descriptors is to be asked what is the matter at least.
  static final int LEAST = 4;

  private Descriptors() {}

  static int forConnections() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? forConnections(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
        : MOST;
  }

  /// Half of what is free.
  ///
  /// @param limit how many this process may have open; negative where nobody knows
  /// @param open how many it has open
  static int forConnections(long limit, long open) {
    return limit < 0 ? MOST : Math.clamp((limit - open) / 2, LEAST, MOST);
  }
}
