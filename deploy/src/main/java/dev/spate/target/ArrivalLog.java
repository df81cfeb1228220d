package dev.spate.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The arrivals of a target, in order, up to a stated number. Written by the target's thread alone;
/// read by any.
final class ArrivalLog {
  /// Later arrivals are counted, and not kept.
  static final int MAX_KEPT = 10_000_000;

  private final List<Arrival> arrivals = new ArrayList<>();
  private long left;

  synchronized void onArrival(long nanoTime, String path) {
    if (arrivals.size() < MAX_KEPT) {
      arrivals.add(new Arrival(nanoTime, path));
    } else {
      left++;
    }
  }

  synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  /// Writes one line an arrival: nanoseconds since the start, the monotonic clock, nanoseconds
  /// since 1970, and the path.
  synchronized void write(Path file, long startNanoTime, long startUnixNs) {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("since_start_ns,nano_time,unix_ns,path\n");
      for (Arrival arrival : arrivals) {
        long sinceNs = arrival.nanoTime() - startNanoTime;
        out.write(sinceNs + "," + arrival.nanoTime() + "," + (startUnixNs + sinceNs) + ",");
        out.write("\"" + arrival.path().replace("\"", "\"\"") + "\"\n");
      }
      if (left > 0) {
        out.write("# " + left + " later arrivals were not kept\n");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }
}
