package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import java.net.BindException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What this worker has run out of, as the kernel says it: by number through Netty's native
/// transports, by exception and text through the JDK.
final class Exhaustion {
  /// How Netty writes what a system call returned.
  private static final Pattern NATIVE = Pattern.compile("\\berror\\((-[0-9]{1,4})\\)");

  // Linux errno, where the native transports are; negative, as the kernel returns them.
  private static final int ENFILE = -23;
  private static final int EMFILE = -24;
  private static final int EADDRINUSE = -98;
  private static final int EADDRNOTAVAIL = -99;

  private Exhaustion() {}

  /// What a cause, or a cause of the cause, says has run out; null where it is something else.
  static @Nullable Outcome of(Throwable cause) {
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      Matcher number = NATIVE.matcher(message);
      Outcome outcome =
          number.find()
              ? ofNumber(Integer.parseInt(number.group(1)))
              : ofJdk(each, message.toLowerCase(Locale.ROOT));
      if (outcome != null) {
        return outcome;
      }
    }
    return null;
  }

  private static @Nullable Outcome ofNumber(int errno) {
    return switch (errno) {
      case ENFILE, EMFILE -> Outcome.NO_FILE_DESCRIPTOR;
      case EADDRINUSE, EADDRNOTAVAIL -> Outcome.NO_LOCAL_PORT;
      default -> null;
    };
  }

  private static @Nullable Outcome ofJdk(Throwable cause, String message) {
    if (message.contains("too many open files")) { // ENFILE goes on with "in system"
      return Outcome.NO_FILE_DESCRIPTOR;
    }
    boolean noPort =
        cause instanceof BindException
            || message.contains("cannot assign requested address")
            || message.contains("address already in use");
    return noPort ? Outcome.NO_LOCAL_PORT : null;
  }
}
