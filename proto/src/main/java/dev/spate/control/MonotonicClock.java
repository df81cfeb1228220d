package dev.spate.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which clock [System#nanoTime()] reads here.
///
/// On Linux it is the kernel's `CLOCK_MONOTONIC`, one for all processes of a boot; only a time
/// namespace shifts it ([man
/// time_namespaces](https://man7.org/linux/man-pages/man7/time_namespaces.7.html)). So two
/// processes, in two containers even, whose boot and time namespace are the same read the same
/// clock, and nothing between them needs to be estimated.
public final class MonotonicClock {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/time");
  private static final String NAME = read(BOOT, NAMESPACE);

  private MonotonicClock() {}

  /// Its name, equal exactly where two processes share it; empty where that cannot be known.
  public static String name() {
    return NAME;
  }

  /// Whether this process reads the clock of a name.
  public static boolean isNamed(String name) {
    return !name.isEmpty() && name.equals(NAME);
  }

  static String read(Path boot, Path namespace) {
    try {
      return Files.readString(boot).strip() + " " + Files.readSymbolicLink(namespace);
    } catch (IOException | UnsupportedOperationException _) { // no Linux, or one without a /proc
      return "";
    }
  }
}
