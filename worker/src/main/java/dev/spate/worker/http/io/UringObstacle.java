package dev.spate.worker.http.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Says in one line why the kernel gives no io_uring.
final class UringObstacle {
  private static final String NONE = "no io_uring: ";
  private static final Path SWITCH = Path.of("/proc/sys/kernel/io_uring_disabled");

  private UringObstacle() {}

  /// @param cause as Netty tells it
  static String explain(Throwable cause) {
    return explain(cause, disabled());
  }

  /// @param disabled the value of `kernel.io_uring_disabled`: 0 for nobody, 1 for those without the
  ///   right group, 2 for everybody; empty where there is no such switch
  static String explain(Throwable cause, String disabled) {
    String said = innermost(cause);
    String lower = said.toLowerCase(Locale.ROOT);
    if (!lower.contains("not permitted") && !lower.contains("not implemented")) {
      return NONE + said;
    }
    return disabled.isEmpty() || disabled.equals("0")
        ? NONE + "the system does not let this process use it, as containers often do (seccomp)"
        : NONE + "the kernel forbids it (sysctl kernel.io_uring_disabled = " + disabled + ")";
  }

  private static String innermost(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = inner.getMessage();
    return message == null
        ? inner.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  private static String disabled() {
    try {
      return Files.readString(SWITCH).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
