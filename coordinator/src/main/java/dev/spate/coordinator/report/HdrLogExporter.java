package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Slots;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// A metric in HdrHistogram's log format, version 1.3: one interval histogram a slot and request or
/// group, with its name as its tag.
///
/// Values are microseconds; the processor that comes with HdrHistogram divides by 10⁶ unless told
/// otherwise, so `-outputValueUnitRatio 1000` prints milliseconds. Warm-up is left out, so that the
/// sum of a tag's intervals is what the report states. The format cannot say that a duration is
/// only a lower bound: those enter at their bounds, as in the report's own values.
final class HdrLogExporter implements AutoCloseable {
  private static final double MICROSECONDS_PER_MILLISECOND = 1_000;

  private final TimedMetric metric;
  private final List<String> names;
  private final AtomicFile file;
  private final PrintStream lines;
  private final HistogramLogWriter log;

  /// @param names of the requests, or groups, in the plan's order
  HdrLogExporter(TimedMetric metric, Path place, List<String> names) throws IOException {
    this.metric = metric;
    this.names = List.copyOf(names);
    this.file = new AtomicFile(place);
    this.lines = AtomicFile.lines(file.out());
    this.log = new HistogramLogWriter(lines);
    log.outputComment("[Spate: " + metric.id() + " by slot of intended start, in microseconds]");
    log.outputComment("[-outputValueUnitRatio 1000 prints milliseconds; Interval_Max is in them]");
    log.outputComment("[Unanswered requests and missed arrivals stand at their lower bounds]");
    log.outputLogFormatVersion();
  }

  /// Says what the times of the intervals count from, before the first of them.
  ///
  /// @param startedAt when arrival 0 was due
  void onStarted(Instant startedAt) {
    log.outputStartTime(startedAt.toEpochMilli());
    log.outputBaseTime(startedAt.toEpochMilli());
    log.outputLegend();
  }

  /// @param requests or groups, by their place among the names
  void onSlotMeasured(int slot, SortedMap<Integer, RequestTotals> requests) {
    requests.forEach((request, totals) -> write(slot, names.get(request), totals));
  }

  private void write(int slot, String name, RequestTotals totals) {
    LatencySum durations = new LatencySum(metric.resolution());
    metric.addTo(durations, totals);
    if (durations.count() > 0) {
      Histogram histogram = durations.toHistogram();
      histogram.setTag(tag(name));
      double beginsSeconds = Slots.beginsNs(slot) / 1e9;
      double endsSeconds = Slots.beginsNs(slot + 1) / 1e9;
      log.outputIntervalHistogram(
          beginsSeconds, endsSeconds, histogram, MICROSECONDS_PER_MILLISECOND);
    }
  }

  /// A name as a tag: the format has no commas, spaces or line breaks in them, so those (and `%`
  /// and other control characters) are percent-encoded.
  static String tag(String name) {
    StringBuilder tag = new StringBuilder();
    name.chars()
        .forEach(c -> {
          if (c <= ' ' || c == ',' || c == '%' || c == '"' || c == 0x7F) {
            tag.append('%').append(String.format("%02X", c));
          } else {
            tag.append((char) c);
          }
        });
    return tag.toString();
  }

  /// The file is complete.
  void commit() throws IOException {
    AtomicFile.flush(lines);
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
