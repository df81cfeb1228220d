package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The response times of a run in HdrHistogram's percentile format (`.hgrm`), in milliseconds,
/// warm-up left out.
final class PercentilesFile {
  private static final int TICKS_PER_HALF = 5;
  private static final double MICROSECONDS_PER_MILLISECOND = 1_000;

  private PercentilesFile() {}

  static void write(LatencySum responseTimes, OutputStream out) {
    PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
    responseTimes
        .toHistogram()
        .outputPercentileDistribution(lines, TICKS_PER_HALF, MICROSECONDS_PER_MILLISECOND);
    lines.flush();
  }
}
