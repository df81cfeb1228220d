package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/// The response times of a run in HdrHistogram's percentile format (`.hgrm`), in milliseconds,
/// warm-up left out.
final class PercentilesFile {
  private static final int TICKS_PER_HALF = 5;
  private static final double MICROSECONDS_PER_MILLISECOND = 1_000;

  private PercentilesFile() {}

  static void write(LatencySum responseTimes, OutputStream out) throws IOException {
    PrintStream lines = AtomicFile.lines(out);
    responseTimes
        .toHistogram()
        .outputPercentileDistribution(lines, TICKS_PER_HALF, MICROSECONDS_PER_MILLISECOND);
    AtomicFile.flush(lines);
  }
}
