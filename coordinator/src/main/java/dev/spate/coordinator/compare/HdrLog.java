package dev.spate.coordinator.compare;

import dev.spate.measure.Slots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogScanner;
import org.HdrHistogram.HistogramLogScanner.EncodableHistogramSupplier;
import org.HdrHistogram.HistogramLogScanner.EventHandler;
import org.jspecify.annotations.Nullable;

/// Goes through a file of HdrHistogram's log format as the report writes it: an interval a slot and
/// name.
final class HdrLog {
  /// The last slot that is read: ten days.
  private static final int LAST_SLOT = 864_000;

  private HdrLog() {}

  /// An interval's histogram, which is decoded only if somebody asks.
  interface Durations {
    Histogram read() throws DataFormatException;
  }

  /// Hears of each interval.
  interface Listener {
    void onInterval(String name, int slot, Durations durations) throws DataFormatException;
  }

  /// @throws ComparisonException where the file is missing or damaged
  static void forEach(Path file, Listener listener) {
    Reader reader = new Reader(listener);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        HistogramLogScanner scanner = new HistogramLogScanner(in)) {
      scanner.process(reader);
    } catch (IOException e) {
      throw new ComparisonException("cannot read " + file + ": " + ComparedRun.reason(e), e);
    }
    Exception failure = reader.failure;
    if (failure != null) {
      throw new ComparisonException(
          "%s is damaged at interval %d: %s"
              .formatted(file, reader.intervals, ComparedRun.reason(failure)),
          failure);
    }
  }

  /// Ends the scan at the first thing that is wrong.
  private static final class Reader implements EventHandler {
    private final Listener listener;
    private int intervals;
    private @Nullable Exception failure;

    Reader(Listener listener) {
      this.listener = listener;
    }

    @Override
    public boolean onComment(String comment) {
      return false;
    }

    @Override
    public boolean onBaseTime(double secondsSinceEpoch) {
      return false;
    }

    @Override
    public boolean onStartTime(double secondsSinceEpoch) {
      return false;
    }

    @Override
    public boolean onHistogram(
        String tag, double begins, double length, EncodableHistogramSupplier durations) {
      intervals++;
      try {
        listener.onInterval(name(tag), slot(begins), () -> decoded(durations));
      } catch (DataFormatException | RuntimeException e) {
        failure = e;
      }
      return failure != null;
    }

    @Override
    public boolean onException(Throwable problem) {
      intervals++;
      failure = new IllegalArgumentException(problem.getMessage(), problem);
      return true;
    }

    /// A tag of [dev.spate.coordinator.report.HdrLogExporter].
    private static String name(@Nullable String tag) {
      return tag == null ? "" : URLDecoder.decode(tag.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int slot(double begins) {
      int slot = Slots.of(Math.round(begins * 1e9));
      if (slot < 0 || slot > LAST_SLOT) {
        throw new IllegalArgumentException("it begins at " + begins + " s");
      }
      return slot;
    }

    private static Histogram decoded(EncodableHistogramSupplier durations)
        throws DataFormatException {
      if (durations.read() instanceof Histogram histogram) {
        return histogram;
      }
      throw new DataFormatException("it counts in fractions");
    }
  }
}
