package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What a cause means in the report.
public final class Failures {
  private Failures() {}

  /// Why there is no connection.
  public static Outcome ofConnecting(Throwable cause) {
    if (isTls(cause)) {
      return Outcome.TLS;
    }
    // The JDK and Netty tell these apart in the text alone, which is the kernel's.
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof ConnectException && message.contains("refused")) {
      return Outcome.CONNECT_REFUSED;
    }
    if (cause instanceof IOException && message.contains("timed out")) {
      return Outcome.CONNECT_TIMEOUT;
    }
    return Outcome.CONNECT_FAILED;
  }

  /// Whether the network is to blame; everything else is a fault of this program.
  public static boolean isNetwork(Throwable cause) {
    return cause instanceof IOException || isTls(cause);
  }

  /// Whether the cause, or a cause of the cause, is TLS's.
  public static boolean isTls(Throwable cause) {
    for (@Nullable Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof SSLException) {
        return true;
      }
    }
    return false;
  }
}
