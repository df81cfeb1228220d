package dev.spate.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Lets what is said of sockets through once a second at most. A listener that cannot accept a
/// connection, since there is no file descriptor left, tries again at once, says so each time, and
/// would fill a disk with that in minutes.
final class Repetitions extends TurboFilter {
  private static final String SOCKETS = "org.apache.pekko.io.";
  private static final long PAUSE_NS = 1_000_000_000L;

  private final LongSupplier clock;
  private final AtomicLong nextNs;

  Repetitions() {
    this(System::nanoTime);
  }

  /// @param clock in nanoseconds, of any origin
  Repetitions(LongSupplier clock) {
    this.clock = clock;
    this.nextNs = new AtomicLong(clock.getAsLong());
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    // Whoever asks whether a level is enabled passes no format.
    if (format == null
        || !level.isGreaterOrEqual(Level.WARN)
        || !logger.getName().startsWith(SOCKETS)) {
      return FilterReply.NEUTRAL;
    }
    long nowNs = clock.getAsLong();
    long dueNs = nextNs.get();
    boolean due = nowNs - dueNs >= 0 && nextNs.compareAndSet(dueNs, nowNs + PAUSE_NS);
    return due ? FilterReply.NEUTRAL : FilterReply.DENY;
  }
}
